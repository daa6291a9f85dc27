"""How the whole suite is."""

from eigenwijs_shared.models import Out


class ServiceHealthOut(Out):
    service: str
    ready: bool


class HealthOut(Out):
    """`ready` when all are."""

    ready: bool
    services: list[ServiceHealthOut]
