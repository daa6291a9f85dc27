"""Coverage over HTTP."""

from fastapi import APIRouter

from choices_service.challenge_coverage import actions
from choices_service.challenge_coverage.schemas import CoverageOut
from choices_service.challenges.problems import WhoseChallenge
from choices_service.challenges.reach import AskedWhose
from eigenwijs_shared.auth import needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.roster.reach import UnknownGroup, UnknownLearner

router = APIRouter(tags=["challenges"])


@router.get(
    "/challenges/coverage",
    dependencies=[needs("challenges:read")],
    responses=problems(UnknownLearner, UnknownGroup, WhoseChallenge),
)
async def get_coverage(who: AskedWhose, session: Session) -> CoverageOut:
    """Which goals challenges reach, per learner or group, by subject and by goal."""
    return await actions.cover(session, who)
