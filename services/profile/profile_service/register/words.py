"""The sentences of the register that are the same for every board."""

from collections.abc import Sequence

from eigenwijs_shared.errors import Language, Sentence
from profile_service.retention.rules import KEPT, LEARNERS

CONTROLLER: Sentence = {
    "nl": "Het schoolbestuur is verwerkingsverantwoordelijke.",
    "en": "The school board is the controller.",
}
PROCESSOR: Sentence = {
    "nl": "Wie Eigenwijs voor het bestuur draait is verwerker; draait het bestuur het zelf, dan is er geen.",
    "en": "Whoever runs Eigenwijs for the board is the processor; there is none where the board runs it itself.",
}
RECIPIENTS: Sentence = {
    "nl": "Geen: gegevens gaan naar niemand buiten het bestuur, en niet buiten de plek waar Eigenwijs draait.",
    "en": "None: data go to nobody outside the board, nor outside the place where Eigenwijs runs.",
}
SECURITY: Sequence[Sentence] = (
    {
        "nl": "Namen staan apart in een kluis; elders en in alle berichten staat een pseudoniem.",
        "en": "Names lie apart in a vault; everywhere else and in all events there is a pseudonym.",
    },
    {
        "nl": "De database zelf laat een bestuur alleen eigen rijen zien (row-level security).",
        "en": "The database itself shows a board only its own rows (row-level security).",
    },
    {
        "nl": "Elke vraag wordt getoetst aan rol en bereik; wie een leerling bekeek is na te zien.",
        "en": "Every request is checked for role and reach; who looked at a learner can be looked up.",
    },
    {
        "nl": "Wissen en inzage lopen door alle onderdelen, en elk geeft een ontvangstbewijs.",
        "en": "Erasure and access run through every part, and each hands in a receipt.",
    },
)


def kept_in_words(term: str, months: int, others: int | None, language: Language) -> str:
    """How long, as a sentence; `term` says from when the months count, `others` are for who does not learn here."""
    if others is not None:
        said = {
            "nl": f"Leerlingen: tot {months} maanden na vertrek. Leraren en ouders: tot {others} maanden na vertrek.",
            "en": f"Learners: until {months} months after leaving. Educators and parents: until {others} months after.",
        }
    elif term in {LEARNERS, KEPT}:
        said = {"nl": f"Tot {months} maanden na vertrek.", "en": f"Until {months} months after leaving."}
    else:
        said = {"nl": f"{months} maanden, of tot het wissen na vertrek.", "en": f"{months} months, or until erasure."}
    return said[language]
