"""The words of a card. Supportive: what one can do next, never what one lacks.

(Steingut et al. 2017: reasons help, but lower felt competence where they sound like a verdict.)
"""

from typing import Final

from eigenwijs_shared.contracts.catalogue import DUTCH
from eigenwijs_shared.errors import Language
from recommend_service.wording import Wording

say: Final = Wording("cards")
EXPECTED: Final = ((0.85, "easy"), (0.70, "well"), (0.55, "challenge"), (0.0, "tough"))
"""From which probability on each is said."""


def said(word: str, language: Language) -> str:
    """A form or company as people say it."""
    return DUTCH.get(word, word) if language == "nl" else word
