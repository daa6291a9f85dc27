"""What went wrong with a sync, in words. Never a word of the other system: it may have said a name."""

from collections.abc import Mapping

from eigenwijs_shared.errors import Language, Sentence


class Trouble(Exception):
    """A sync cannot go on: for now (`passing`), or at all. `values` are numbers and words of our own."""

    def __init__(self, code: str, *, passing: bool = False, retry_after: float | None = None, **values: object) -> None:
        super().__init__(code)
        self.code, self.passing, self.retry_after, self.values = code, passing, retry_after, values

    @property
    def problem(self) -> dict[str, object]:
        return {"code": self.code, **self.values}


_SENTENCES: Mapping[str, Sentence] = {
    "unreachable": {
        "nl": "Het leerlingsysteem is niet te bereiken.",
        "en": "The student system cannot be reached.",
    },
    "unknown-host": {
        "nl": "De naam van de server bij {part} is niet te vinden.",
        "en": "The name of the server of {part} cannot be found.",
    },
    "private-address": {
        "nl": "Het adres bij {part} ligt in een besloten netwerk; daar mag deze installatie niet heen.",
        "en": "The address of {part} is in a private network, where this installation may not go.",
    },
    "busy": {
        "nl": "Het leerlingsysteem is te druk of stuk (status {status}).",
        "en": "The student system is too busy or broken (status {status}).",
    },
    "truncated": {
        "nl": "Het antwoord op {part} brak halverwege af.",
        "en": "The answer to {part} broke off half-way.",
    },
    "html": {
        "nl": "Bij {part} antwoordt een webpagina in plaats van OneRoster. Controleer het adres.",
        "en": "A web page answers at {part} instead of OneRoster. Check the address.",
    },
    "not-oneroster": {
        "nl": "Het antwoord op {part} is geen OneRoster 1.2.",
        "en": "The answer to {part} is not OneRoster 1.2.",
    },
    "too-large": {
        "nl": "Het antwoord op {part} is te groot.",
        "en": "The answer to {part} is too large.",
    },
    "redirected": {
        "nl": "{part} verwijst door naar een ander adres; dat volgen we niet. Zet het echte adres.",
        "en": "{part} redirects to another address, which is not followed. Set the real address.",
    },
    "token-refused": {
        "nl": "De tokenUrl geeft geen token (status {status}). Controleer clientId, clientSecret en scopes.",
        "en": "The tokenUrl gives no token (status {status}). Check clientId, clientSecret and scopes.",
    },
    "refused": {
        "nl": "Het leerlingsysteem weigert {part} (status {status}). Controleer de scopes van deze client.",
        "en": "The student system refuses {part} (status {status}). Check the scopes of this client.",
    },
    "provider-error": {
        "nl": "Het leerlingsysteem antwoordt op {part} met een fout (status {status}, {minor}).",
        "en": "The student system answers {part} with an error (status {status}, {minor}).",
    },
    "link-elsewhere": {
        "nl": "De volgende pagina van {part} zou op een andere server staan; daar sturen we het token niet heen.",
        "en": "The next page of {part} would be on another server, where the token is not sent.",
    },
    "looped": {
        "nl": "De pagina's van {part} lopen in een kring.",
        "en": "The pages of {part} go round in a circle.",
    },
    "incomplete": {
        "nl": "Van {part} kwamen er {found}, terwijl het leerlingsysteem er {promised} noemt.",
        "en": "Of {part} {found} came, while the student system speaks of {promised}.",
    },
    "settings-changed": {
        "nl": "De instellingen zijn intussen veranderd. Begin opnieuw.",
        "en": "The settings were changed meanwhile. Begin again.",
    },
    "removed": {"nl": "De koppeling is weggehaald.", "en": "The connector was removed."},
    "no-key": {
        "nl": "Het bewaarde geheim is niet te lezen: de sleutel van deze installatie is weg of veranderd. "
        "Geef het clientSecret opnieuw.",
        "en": "The stored secret cannot be read: this installation's key is gone or was changed. "
        "Give the clientSecret again.",
    },
    "import-runs": {
        "nl": "Wacht op een andere import van dit bestuur.",
        "en": "Waits for another import of this board.",
    },
    "import-held": {
        "nl": "De import wordt vastgehouden tot iemand hem bevestigt: POST /v1/roster/imports/{import_id}/confirm.",
        "en": "The import is held until somebody confirms it: POST /v1/roster/imports/{import_id}/confirm.",
    },
    "import-not-applied": {
        "nl": "De import is niet doorgevoerd ({state}); bij /v1/roster/imports/{import_id} staat waarom.",
        "en": "The import was not applied ({state}); /v1/roster/imports/{import_id} says why.",
    },
    "unsafe-package": {
        "nl": "Wat werd opgehaald is te groot om in één keer te verwerken.",
        "en": "What was fetched is too large to be processed at once.",
    },
    "disk-full": {
        "nl": "De schijf van Eigenwijs is vol; er is niets veranderd. Vraag je beheerder om ruimte.",
        "en": "The disk of Eigenwijs is full; nothing was changed. Ask whoever runs it for room.",
    },
    "internal": {
        "nl": "Bij ons ging iets mis; er is niets veranderd. Meld dit met het nummer van de synchronisatie.",
        "en": "Something went wrong on our side; nothing was changed. Please report this with the sync's id.",
    },
}
CODES = frozenset(_SENTENCES)


def sentence(problem: Mapping[str, object], language: Language) -> str:
    code = str(problem["code"])
    return _SENTENCES[code][language].format(**{key: value for key, value in problem.items() if key != "code"})
