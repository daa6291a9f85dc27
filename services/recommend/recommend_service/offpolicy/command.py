"""`python -m recommend_service offpolicy`: what other ways of drawing the surprise would have brought, by board."""

import asyncio
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import board_transaction, make_engine, make_sessions
from recommend_service.offpolicy.estimates import Value, doubly_robust, ips, snips
from recommend_service.offpolicy.logged import Decision, Log, log_of
from recommend_service.offpolicy.store import Drawn, surprises
from recommend_service.offpolicy.ways import ASKED, decisions_of
from recommend_service.register.actions import boards
from recommend_service.settings import Settings

FEWEST_LEARNERS = 10
_HEAD = (
    "A draw brings success x (1 - the chance of success that we gave it). Intervals are 95 %, over learners. "
    "What a learner chooses is no draw, so this is about surprises alone."
)


def offpolicy(settings: Settings) -> int:
    return asyncio.run(_offpolicy(settings))


async def _offpolicy(settings: Settings) -> int:
    engine = make_engine(settings.database_url, pool_size=1, name="recommend-offpolicy")
    sessions = make_sessions(engine)
    print(_HEAD)  # noqa: T201 - a command's answer
    try:
        for board_id in await boards(sessions):
            async with board_transaction(sessions, board_id) as session:
                print("\n".join([f"{board_id}:", *await told(session)]))  # noqa: T201 - the same
    finally:
        await engine.dispose()
    return 0


async def told(session: AsyncSession) -> list[str]:
    """One board's answer, in lines."""
    return judged([one async for one in surprises(session)])


def judged(drawn: Iterable[Drawn]) -> list[str]:
    """Each way asked about by each estimate; nothing where there are so few learners that one might be seen in it."""
    numbers: dict[UUID, int] = {}
    decisions: dict[str, list[Decision]] = {name: [] for name in ASKED}
    count = 0
    for one in drawn:
        count += 1
        number = numbers.setdefault(one.learner_id, len(numbers))
        made = decisions_of(number, one.inputs, one.size, str(one.activity_id), one.success)
        for name, decision in (made or {}).items():
            decisions[name].append(decision)
    some = next(iter(decisions.values()))
    head = f"  {count} surprises tried, {len(some)} with a known probability"
    if len({one.learner for one in some}) < FEWEST_LEARNERS:
        return [f"{head}: too few, as {FEWEST_LEARNERS} learners are needed."]
    lines = [line for name, found in decisions.items() for line in _lines(name, log_of(found))]
    return [f"{head}, by {len({one.learner for one in some})} learners.", *lines]


def _lines(name: str, log: Log) -> list[str]:
    if not (log.weights > 0).any():
        return [f"  {name}: nothing of it was ever drawn."]
    return [_line(name, one) for one in (ips(log), snips(log), doubly_robust(log))]


def _line(name: str, one: Value) -> str:
    return (
        f"  {name}, {one.method}: {one.value:.3f} ({one.low:.3f} to {one.high:.3f}); worth {one.effective:.0f} draws, "
        f"{one.clipped:.1%} of weights cut, {one.uncovered:.1%} never drawn"
    )
