"""What the caller of the connector's routes did wrong, or what is not there."""

from uuid import UUID

from eigenwijs_shared.errors import Conflict, Fault, Invalid, NotFound, Problem, Sentence


class NoConnector(NotFound):
    """This board has none."""

    type = "no-connector"
    title = {"nl": "Geen koppeling", "en": "No connector"}
    detail = {
        "nl": "Dit bestuur heeft nog geen koppeling met een leerlingsysteem; zet er een met PUT /v1/roster/connector.",
        "en": "This board has no connector to a student system yet; set one with PUT /v1/roster/connector.",
    }


class UnknownSync(NotFound):
    """No such sync on this board."""

    type = "unknown-sync"
    title = {"nl": "Synchronisatie niet gevonden", "en": "Sync not found"}
    detail = {"nl": "Deze synchronisatie bestaat niet, of niet voor jou.", "en": "No such sync, or not for you."}


class SyncRuns(Conflict):
    """One sync of a board at a time."""

    type = "sync-runs"
    title = {"nl": "Er loopt al een synchronisatie", "en": "A sync is running already"}
    detail = {
        "nl": "Van dit bestuur loopt al een synchronisatie ({sync_id}). Wacht tot die klaar is.",
        "en": "A sync of this board is running already ({sync_id}). Wait until it is done.",
    }
    headers = {"Retry-After": "5"}

    def __init__(self, sync_id: UUID | None) -> None:
        super().__init__(more={"syncId": str(sync_id)}, sync_id=sync_id)


class NoConnectorKey(Problem):
    """Without a key of this installation a secret cannot be kept safely, so it is not kept."""

    status = 503
    type = "no-connector-key"
    title = {"nl": "Deze installatie kan geen geheim bewaren", "en": "This installation cannot keep a secret"}
    detail = {
        "nl": "De sleutel waarmee geheimen worden versleuteld ontbreekt. Laat de beheerder EW_CONNECTOR_KEY zetten.",
        "en": "The key that secrets are encrypted with is missing. Ask the operator to set EW_CONNECTOR_KEY.",
    }


def unfit(pointer: str, sentence: Sentence, code: str) -> Invalid:
    """One field of the settings that cannot be."""
    return Invalid(faults=[Fault(pointer, sentence, code)])


SECRET_NEEDED = unfit(
    "#/clientSecret",
    {
        "nl": "Geef het clientSecret mee: er is er nog geen bewaard voor deze clientId en tokenUrl.",
        "en": "Give the clientSecret: none is stored yet for this clientId and tokenUrl.",
    },
    "required",
)
