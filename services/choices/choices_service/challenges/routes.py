"""Challenges over HTTP."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from choices_service.challenges import actions, store
from choices_service.challenges.problems import ChallengeClosed, UnknownChallenge, WhoseChallenge
from choices_service.challenges.reach import AskedWhose, ReachableChallenge
from choices_service.challenges.rules import State
from choices_service.challenges.schemas import ChallengeChangeIn, ChallengeIn, ChallengeOut, MappingIn, MappingOut
from choices_service.choices.problems import DialForbids
from choices_service.goals.store import UnknownGoal
from choices_service.mapping.routes import AcceptLanguage
from choices_service.mapping.schemas import MOST
from eigenwijs_shared.audience import LearnerDecides
from eigenwijs_shared.auth import Caller, Principal, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Fault, Invalid, PreconditionFailed, Sentence, preferred_language, problems
from eigenwijs_shared.http.matching import IfMatch, PreconditionRequired
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import UnknownGroup, UnknownLearner, find_learner

router = APIRouter(tags=["challenges"])
READ, WRITE = [needs("challenges:read")], [needs("challenges:write")]
EDITED = (PreconditionRequired, PreconditionFailed)
FOR_WHOM: Sentence = {
    "nl": "Zeg erbij van welke leerling deze vraag is.",
    "en": "Say which learner's question this is.",
}
Most = Annotated[int, Query(ge=1, le=MOST, description="How many proposals at most")]


@router.get("/challenges", dependencies=READ, responses=problems(UnknownLearner, UnknownGroup, WhoseChallenge))
async def list_challenges(
    who: AskedWhose, session: Session, caller: Caller, paging: PageAsked, state: State | None = None
) -> Page[ChallengeOut]:
    """The challenges of a learner or of a group, newest first; to others than the learner those that it shows them."""
    rows = await store.page_of(session, caller, who.ids, state, paging.after_id, paging.limit + 1)
    last = [rows[paging.limit - 1].challenge_id] if len(rows) > paging.limit else None
    return paging.page(await actions.in_full(session, rows), last)


@router.post(
    "/challenges",
    status_code=201,
    response_model=ChallengeOut,
    dependencies=WRITE,
    responses=problems(UnknownLearner, LearnerDecides, KeyReused, KeyInFlight),
)
async def post_challenge(wanted: ChallengeIn, session: Session, caller: Caller, once: OncePerKey) -> Response:
    """Write down a question: what, why, what will be made or shown, and with whom."""
    learner = await find_learner(session, caller, _for_whom(wanted, caller))
    work = partial(actions.make_challenge, session, learner, wanted, caller, now=datetime.now(UTC))
    return await once.reply(201, work, location=lambda made: f"/v1/challenges/{made['challengeId']}")


def _for_whom(wanted: ChallengeIn, caller: Principal) -> UUID:
    learner_id = wanted.learner_id or (caller.user_id if caller.role == "learner" else None)
    if learner_id is None:
        raise Invalid(faults=[Fault("#/learnerId", FOR_WHOM, "missing")])
    return learner_id


@router.get("/challenges/{challenge_id}", dependencies=READ, responses=problems(UnknownChallenge))
async def get_challenge(found: ReachableChallenge, session: Session, response: Response) -> ChallengeOut:
    """One challenge with its goals and plan; its ETag is what changes take as If-Match."""
    return _tagged(response, (await actions.in_full(session, [found.row]))[0])


@router.patch(
    "/challenges/{challenge_id}",
    dependencies=WRITE,
    responses=problems(UnknownChallenge, LearnerDecides, ChallengeClosed, *EDITED),
)
async def patch_challenge(
    found: ReachableChallenge,
    wanted: ChallengeChangeIn,
    session: Session,
    caller: Caller,
    response: Response,
    if_match: IfMatch = None,
) -> ChallengeOut:
    """Say the question differently, say who may see it, stop, or go on again."""
    work = actions.change_challenge(
        session, found.challenge_id, wanted, caller, now=datetime.now(UTC), if_match=if_match
    )
    return _tagged(response, await work)


@router.get("/challenges/{challenge_id}/mapping", dependencies=READ, responses=problems(UnknownChallenge))
async def get_mapping(
    found: ReachableChallenge,
    session: Session,
    response: Response,
    most: Most = 10,
    accept_language: AcceptLanguage = None,
) -> MappingOut:
    """The goals of this challenge, and those that the board's curriculum has for its words, with these words."""
    language = preferred_language(accept_language)
    response.headers["Content-Language"] = language
    return await actions.propose(session, found.learner, found.row, most=most, language=language, now=datetime.now(UTC))


@router.put(
    "/challenges/{challenge_id}/mapping",
    dependencies=WRITE,
    responses=problems(UnknownChallenge, UnknownGoal, DialForbids, ChallengeClosed, *EDITED),
)
async def put_mapping(
    found: ReachableChallenge,
    wanted: MappingIn,
    session: Session,
    caller: Caller,
    response: Response,
    if_match: IfMatch = None,
) -> ChallengeOut:
    """Say which goals the challenge is about. A learner chooses within the dial; a coach confirms by this."""
    now = datetime.now(UTC)
    shown = await actions.map_challenge(
        session, found.learner, found.challenge_id, wanted.goal_ids, caller, now=now, if_match=if_match
    )
    return _tagged(response, shown)


def _tagged(response: Response, shown: ChallengeOut) -> ChallengeOut:
    response.headers["ETag"] = actions.tag(shown)
    return shown
