"""What profile reads from its environment beside what every service does."""

from typing import ClassVar

from eigenwijs_shared.settings import ServiceSettings


class Settings(ServiceSettings):
    service: ClassVar[str] = "profile"
