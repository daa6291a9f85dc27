"""What a decision says of itself: plain, and never as a verdict."""

from typing import Final, Literal

from eigenwijs_shared.errors import Language
from recommend_service.wording import Wording

Reader = Literal["learner", "parent", "educator"]
say: Final = Wording("decisions")


def all_of(start: str, reader: Reader, language: Language) -> list[str]:
    """Every sentence for this reader whose name begins so, in the order of the catalogue."""
    return [say(language, start + name, reader) for name in say.names(start, reader)]
