"""The variables of recommend; it needs none of its own beyond what every service has."""

from typing import ClassVar

from eigenwijs_shared.settings import ServiceSettings


class Settings(ServiceSettings):
    service: ClassVar[str] = "recommend"
