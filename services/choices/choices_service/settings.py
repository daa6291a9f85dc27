"""What choices reads from its environment beside what every service does."""

from typing import ClassVar

from eigenwijs_shared.settings import ServiceSettings


class Settings(ServiceSettings):
    service: ClassVar[str] = "choices"

    card_patience_s: float = 3.0
    """How long a choice waits for its card: the learner may be faster than the event that tells us of it."""
    xapi_home_page: str = "https://github.com/eigenwijs/eigenwijs"
    """To whom the pseudonyms in xAPI statements belong: the address of this installation, where it has one."""
