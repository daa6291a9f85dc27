"""Why a body is no roster package, or cannot be taken now."""

from uuid import UUID

from eigenwijs_shared.errors import Conflict, Fault, NotFound, Problem
from profile_service.roster.oneroster import UnsafePackage


class UnsafeRosterPackage(Problem):
    """No zip, or one that is not safe to open."""

    status = 422
    type = "unsafe-package"
    title = {"nl": "Dit pakket openen we niet", "en": "This package is not opened"}
    detail = {"nl": "{message}", "en": "{message}"}

    def __init__(self, unsafe: UnsafePackage) -> None:
        message = {"nl": unsafe.message_nl, "en": unsafe.message_en}
        super().__init__(
            faults=[Fault("#", {"nl": unsafe.message_nl, "en": unsafe.message_en}, unsafe.code)], message=message
        )


class UnknownImport(NotFound):
    """No such import on this board."""

    type = "unknown-import"
    title = {"nl": "Import niet gevonden", "en": "Import not found"}
    detail = {"nl": "Deze import bestaat niet, of niet voor jou.", "en": "This import does not exist, or not for you."}


class ImportRuns(Conflict):
    """A board imports one package at a time."""

    type = "import-runs"
    title = {"nl": "Er loopt al een import", "en": "An import is running already"}
    detail = {
        "nl": "Van dit bestuur loopt al een import ({import_id}). Wacht tot die klaar is en stuur het pakket opnieuw.",
        "en": "An import of this board is running already ({import_id}). Wait until it is done and send this again.",
    }
    headers = {"Retry-After": "5"}

    def __init__(self, import_id: UUID | None) -> None:
        super().__init__(more={"importId": str(import_id)}, import_id=import_id)


class ImportNotHeld(Conflict):
    """Only an import that is held waits for anybody's word."""

    type = "import-not-held"
    title = {"nl": "Deze import wacht niet op bevestiging", "en": "This import does not wait for a confirmation"}
    detail = {
        "nl": "Alleen een import die wordt vastgehouden (held) is te bevestigen of te annuleren; deze is {state}.",
        "en": "Only an import that is held can be confirmed or cancelled; this one is {state}.",
    }

    def __init__(self, state: str) -> None:
        super().__init__(more={"state": state}, state=state)
