"""For the board: how much there is, and all of it as files."""

from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.exports.routes import export_routes
from profile_service.exports import store
from profile_service.exports.datasets import DATASETS
from profile_service.exports.schemas import CountsOut

router = export_routes("profile", DATASETS)


@router.get("/counts", responses=problems())
async def get_counts(session: Session) -> CountsOut:
    """How many schools, groups, people and facts the board has."""
    return CountsOut.model_validate(await store.count(session))
