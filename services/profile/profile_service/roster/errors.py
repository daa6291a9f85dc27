"""Why a body is no roster package."""

from eigenwijs_shared.errors import Fault, NotFound, Problem
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
