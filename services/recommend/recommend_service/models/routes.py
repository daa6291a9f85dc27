"""Models over HTTP, for the board."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from recommend_service.models import actions, store
from recommend_service.models.checks import check
from recommend_service.models.problems import ModelBlocked, ModelUnmeasured, ModelUnusable, UnknownModel
from recommend_service.models.rules import Limits
from recommend_service.models.schemas import ModelOut, ModelsOut, ReasonIn, SubgroupOut, SubgroupsIn, SubgroupsOut
from recommend_service.models.views import model_out, models_out
from recommend_service.settings import Settings

router = APIRouter(prefix="/models", tags=["models"])
Version = Annotated[str, Path(max_length=64, pattern=r"^[A-Za-z0-9._~-]+$", description="As GET /v1/models names it")]
READ, WRITE = [needs("models:read")], [needs("models:write")]


def _limits(request: Request) -> Limits:
    settings: Settings = request.app.state.settings
    return settings.limits


@router.get("", dependencies=READ)
async def list_models(request: Request, session: Session) -> ModelsOut:
    """Every version with how it does beside the others, whether it drifts, and what stands in its way."""
    return await models_out(session, _limits(request), datetime.now(UTC))


@router.get("/subgroups", dependencies=READ)
async def get_subgroups(session: Session) -> SubgroupsOut:
    """Whom the board watches apart."""
    named = await store.subgroups_of(session)
    return SubgroupsOut(subgroups=[SubgroupOut.model_validate(one) for one in named])


@router.put("/subgroups", dependencies=WRITE)
async def put_subgroups(asked: SubgroupsIn, session: Session, caller: Caller) -> SubgroupsOut:
    """Watch these apart from the next fit on: a version that serves one of them worse is never put to use."""
    check(asked.subgroups)
    await actions.name_subgroups(session, asked.subgroups, caller.subject, datetime.now(UTC))
    return SubgroupsOut(subgroups=[SubgroupOut.model_validate(one) for one in asked.subgroups])


@router.post(
    "/{version}/promote",
    dependencies=WRITE,
    responses=problems(UnknownModel, ModelBlocked, ModelUnmeasured, ModelUnusable),
)
async def promote_model(
    version: Version, asked: ReasonIn, request: Request, session: Session, caller: Caller
) -> ModelOut:
    """Put a version to use, from the next estimate on; going back is promoting the one before."""
    limits, now = _limits(request), datetime.now(UTC)
    await actions.promote(session, version, asked.reason, caller.subject, limits, now)
    return await model_out(session, version, limits, now)


@router.post("/{version}/shadow", dependencies=WRITE, responses=problems(UnknownModel))
async def shadow_model(version: Version, request: Request, session: Session, caller: Caller) -> ModelOut:
    """Let a version predict unseen beside the one in use, so that they can be compared."""
    now = datetime.now(UTC)
    await actions.put_in_shadow(session, version, caller.subject, now)
    return await model_out(session, version, _limits(request), now)
