"""Is this process alive, and can it do its work? For workers, which take no requests, see heartbeat.py."""

from typing import Literal

from fastapi import APIRouter, Request, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from eigenwijs_shared.models import Out


class Alive(Out):
    status: Literal["ok"]


class Ready(Out):
    """`ready` is false, and the status 503, while the database is away.

    NATS is reported but does not decide: while it is away writes are accepted and events wait in the outbox, so taking
    this process out of a load balancer would turn a delay into an outage.
    """

    ready: bool
    database: bool
    nats: bool


def health_routes() -> APIRouter:
    """`/health/live` and `/health/ready`; they tell no secrets and take no token."""
    router = APIRouter(prefix="/health", tags=["health"])

    @router.get("/live")
    async def get_liveness() -> Alive:
        return Alive(status="ok")

    @router.get("/ready", responses={503: {"model": Ready, "description": "Not ready"}})
    async def get_readiness(request: Request, response: Response) -> Ready:
        database = await _database_answers(request)
        nats = bool(request.app.state.nats.is_connected)
        response.status_code = 200 if database else 503
        return Ready(ready=database, database=database, nats=nats)

    return router


async def _database_answers(request: Request) -> bool:
    try:
        async with request.app.state.sessions() as session:
            await session.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError):
        return False
    return True
