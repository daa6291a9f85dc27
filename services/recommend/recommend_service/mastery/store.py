"""Reads and writes what is believed of learners: in one statement for however many, always in learner order."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, TextClause, delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service import tables
from recommend_service.mastery.gates import forgotten
from recommend_service.mastery.kept import shown_of, tries_of
from recommend_service.mastery.known import DAY_ONE_VERSION, KnownModel
from recommend_service.mastery.rules import GENERAL_PRIOR, Belief, Estimate

Key = tuple[UUID, UUID]
"""(learner, goal)"""


class Done(NamedTuple):
    """One of a learner's last attempts, as it lies in the database: written with each fact, and seldom read."""

    activity: str
    form: str
    success: bool


def in_key_order(keys: Iterable[Key]) -> list[Key]:
    """As `sorted`, five times as fast: ids compare in Python, their numbers do not."""
    return sorted(keys, key=lambda key: (key[0].int, key[1].int))


@dataclass(slots=True)
class LearnerState:
    """A learner as its facts left it; `sequence` is the last one counted, within this `renewal` of the ledger.

    `model` is the version that made the estimates, at that `generation` of the board's models; `traces` and `tasks`
    are its own numbers. `whole` says that all its facts are kept, so that another model can learn from them.
    """

    renewal: int
    sequence: int
    general: Belief
    recent: tuple[Done, ...]
    model: str = DAY_ONE_VERSION
    generation: int = 0
    whole: bool = True
    traces: bytes = b""
    tasks: bytes = b""

    def begin(self, renewal: int, model: KnownModel) -> None:
        """As if nothing was ever told."""
        self.renewal, self.sequence, self.general, self.recent = renewal, 0, model.general_prior, ()
        self.model, self.generation = model.version, model.generation
        self.whole, self.traces, self.tasks = True, b"", b""


NEW = LearnerState(0, 0, GENERAL_PRIOR, ())

_ADD = text(
    """INSERT INTO learner_state (board_id, learner_id, last_sequence, mean, variance, recent)
    SELECT cast(:board_id AS uuid), unnest(cast(:learners AS uuid[])), 0, :mean, :variance, '[]'
    ON CONFLICT DO NOTHING"""
)
_LOCK = text(
    """SELECT learner_id, renewal, last_sequence, mean, variance, recent::text AS recent, model, generation, whole,
        traces, tasks FROM learner_state
    WHERE learner_id = ANY(cast(:learners AS uuid[])) ORDER BY learner_id FOR UPDATE"""
)
_ESTIMATE = """e.mean, e.variance, e.attempts, e.successes, e.hard_successes, e.proofs, e.streak,
    e.recent::text AS recent, e.mastered, e.practised_at, e.updated_at, e.shown::text AS shown, e.traces"""


def _reading(statement: str) -> TextClause:
    """With what `_estimate` takes at the end of each row."""
    return text(statement.replace("e.*", _ESTIMATE))


_LOAD = _reading(
    """SELECT e.learner_id, e.goal_id, e.*
    FROM estimate e JOIN unnest(cast(:learners AS uuid[]), cast(:goals AS uuid[])) AS k(learner_id, goal_id)
        ON e.board_id = cast(:board_id AS uuid) AND e.learner_id = k.learner_id AND e.goal_id = k.goal_id"""
)
_ALL = _reading(
    """SELECT e.learner_id, e.goal_id, s.renewal, s.last_sequence, s.mean AS general, s.variance AS spread, s.model,
        s.generation, e.*
    FROM estimate e JOIN learner_state s ON s.board_id = e.board_id AND s.learner_id = e.learner_id
    WHERE (e.learner_id, e.goal_id) > (cast(:learner_id AS uuid), cast(:goal_id AS uuid))
    ORDER BY e.learner_id, e.goal_id LIMIT :limit"""
)
_ALL_BEFORE = 8
_OF = _reading("SELECT e.goal_id, e.* FROM estimate e WHERE e.learner_id = :learner_id")
_OF_MANY = _reading(
    "SELECT e.learner_id, e.goal_id, e.* FROM estimate e WHERE e.learner_id = ANY(cast(:learners AS uuid[]))"
)
_SAVE_STATES = text(
    """UPDATE learner_state s SET renewal = n.renewal, last_sequence = n.sequence, mean = n.mean,
        variance = n.variance, recent = n.recent::jsonb, model = n.model, generation = n.generation,
        whole = n.whole, traces = n.traces, tasks = n.tasks
    FROM unnest(cast(:learners AS uuid[]), cast(:renewals AS int[]), cast(:sequences AS int[]),
        cast(:means AS float8[]), cast(:variances AS float8[]), cast(:recents AS text[]), cast(:models AS text[]),
        cast(:generations AS int[]), cast(:wholes AS bool[]), cast(:traces AS bytea[]), cast(:tasks AS bytea[]))
        AS n(learner_id, renewal, sequence, mean, variance, recent, model, generation, whole, traces, tasks)
    WHERE s.board_id = cast(:board_id AS uuid) AND s.learner_id = n.learner_id"""
)
_SAVE_ESTIMATES = text(
    """INSERT INTO estimate (board_id, learner_id, goal_id, mean, variance, attempts, successes, hard_successes, proofs,
        streak, recent, mastered, practised_at, updated_at, shown, ease, traces)
    SELECT cast(:board_id AS uuid), n.learner_id, n.goal_id, n.mean, n.variance, n.attempts, n.successes, n.hard,
        n.proofs, n.streak, n.recent::jsonb, n.mastered, n.practised_at, n.updated_at,
        n.shown::jsonb, n.ease, n.traces
    FROM unnest(cast(:learners AS uuid[]), cast(:goals AS uuid[]), cast(:means AS float8[]),
        cast(:variances AS float8[]), cast(:attempts AS int[]), cast(:successes AS int[]), cast(:hards AS int[]),
        cast(:proofs AS int[]), cast(:streaks AS int[]), cast(:recents AS text[]), cast(:mastereds AS bool[]),
        cast(:practised AS timestamptz[]), cast(:updated AS timestamptz[]), cast(:showns AS text[]),
        cast(:eases AS float8[]), cast(:traces AS bytea[]))
        AS n(learner_id, goal_id, mean, variance, attempts, successes, hard, proofs, streak, recent, mastered,
            practised_at, updated_at, shown, ease, traces)
    ON CONFLICT (board_id, learner_id, goal_id) DO UPDATE SET mean = excluded.mean, variance = excluded.variance,
        attempts = excluded.attempts, successes = excluded.successes, hard_successes = excluded.hard_successes,
        proofs = excluded.proofs, streak = excluded.streak, recent = excluded.recent, mastered = excluded.mastered,
        practised_at = excluded.practised_at, updated_at = excluded.updated_at,
        shown = excluded.shown, ease = excluded.ease, traces = excluded.traces"""
)


async def lock_states(session: AsyncSession, learner_ids: Sequence[UUID]) -> dict[UUID, LearnerState]:
    """Every one of these learners, locked until the transaction ends; new ones are added first."""
    asked = {"learners": sorted(learner_ids)}
    found = _states(await session.execute(_LOCK, asked))
    missing = sorted(set(learner_ids) - found.keys())
    if not missing:
        return found
    new = {"mean": NEW.general.mean, "variance": NEW.general.variance, "learners": missing}
    await session.execute(_ADD, {"board_id": session.info["board_id"], **new})
    return _states(await session.execute(_LOCK, asked))


async def find_state(session: AsyncSession, learner_id: UUID) -> LearnerState:
    """The learner's state without a lock; that of a new learner where there are no attempts yet."""
    found = await session.execute(select(tables.learner_state).where(tables.learner_state.c.learner_id == learner_id))
    row = found.one_or_none()
    return _state(row, row.recent) if row else NEW


async def made_by_others(session: AsyncSession, generation: int, limit: int) -> list[UUID]:
    """Learners whose estimates are not by the board's model of this generation, and can be made anew."""
    s = tables.learner_state.c
    stale = (s.generation != generation) & s.whole & (s.last_sequence > 0)
    query = select(s.learner_id).where(stale).order_by(s.learner_id).limit(limit)
    return list((await session.execute(query)).scalars())


async def load_estimates(session: AsyncSession, keys: Sequence[Key]) -> dict[Key, Estimate]:
    """What is believed at those places; a place without attempts is absent."""
    asked = {"learners": [key[0] for key in keys], "goals": [key[1] for key in keys]}
    rows = await session.execute(_LOAD, {"board_id": session.info["board_id"], **asked})
    return {(learner_id, goal_id): _estimate(*values) for learner_id, goal_id, *values in rows}


async def estimates_of(session: AsyncSession, learner_id: UUID) -> dict[UUID, Estimate]:
    """Everything that is believed of one learner, by goal."""
    rows = await session.execute(_OF, {"learner_id": learner_id})
    return {goal_id: _estimate(*values) for goal_id, *values in rows}


async def estimates_of_many(session: AsyncSession, learner_ids: Collection[UUID]) -> dict[UUID, dict[UUID, Estimate]]:
    """Everything that is believed of some learners, by learner and goal."""
    rows = await session.execute(_OF_MANY, {"learners": list(learner_ids)})
    found: dict[UUID, dict[UUID, Estimate]] = {}
    for learner_id, goal_id, *values in rows:
        found.setdefault(learner_id, {})[goal_id] = _estimate(*values)
    return found


async def save_states(session: AsyncSession, states: Mapping[UUID, LearnerState]) -> None:
    order = sorted(states)
    await session.execute(
        _SAVE_STATES,
        {
            "board_id": session.info["board_id"],
            "learners": order,
            "renewals": [states[key].renewal for key in order],
            "sequences": [states[key].sequence for key in order],
            "means": [states[key].general.mean for key in order],
            "variances": [states[key].general.variance for key in order],
            "recents": [json.dumps(states[key].recent) for key in order],
            "models": [states[key].model for key in order],
            "generations": [states[key].generation for key in order],
            "wholes": [states[key].whole for key in order],
            "traces": [states[key].traces for key in order],
            "tasks": [states[key].tasks for key in order],
        },
    )


async def all_estimates(
    session: AsyncSession, after: Key | None, limit: int
) -> list[tuple[Key, LearnerState, Estimate]]:
    """The board's, by learner and goal."""
    learner_id, goal_id = after or (UUID(int=0), UUID(int=0))
    rows = await session.execute(_ALL, {"learner_id": learner_id, "goal_id": goal_id, "limit": limit})
    return [
        (
            (row.learner_id, row.goal_id),
            LearnerState(
                row.renewal, row.last_sequence, Belief(row.general, row.spread), (), row.model, row.generation
            ),
            _estimate(*row[_ALL_BEFORE:]),
        )
        for row in rows
    ]


async def forget_estimates(
    session: AsyncSession, learner_ids: Collection[UUID], model: KnownModel
) -> dict[Key, Estimate | None]:
    """Nothing is believed of these learners any more; only what they mastered stays so. What is left of each goal."""
    e = tables.estimate.c
    of_them = e.learner_id.in_(learner_ids)
    gone = await session.execute(delete(tables.estimate).where(of_them, ~e.mastered).returning(e.learner_id, e.goal_id))
    left: dict[Key, Estimate | None] = {(row.learner_id, row.goal_id): None for row in gone}
    rows = await session.execute(select(tables.estimate).where(of_them))
    mastered = {(row.learner_id, row.goal_id): row.updated_at for row in rows}
    kept = {key: forgotten(mastered=True, updated_at=at) for key, at in mastered.items()}
    await save_estimates(session, kept, model)
    return left | kept


async def save_estimates(session: AsyncSession, estimates: Mapping[Key, Estimate], model: KnownModel) -> None:
    order = in_key_order(estimates)
    values = [estimates[key] for key in order]
    await session.execute(
        _SAVE_ESTIMATES,
        {
            "board_id": session.info["board_id"],
            "learners": [key[0] for key in order],
            "goals": [key[1] for key in order],
            "means": [one.belief.mean for one in values],
            "variances": [one.belief.variance for one in values],
            "attempts": [one.attempts for one in values],
            "successes": [one.successes for one in values],
            "hards": [one.hard_successes for one in values],
            "proofs": [one.proofs for one in values],
            "streaks": [one.streak for one in values],
            "recents": [json.dumps([[one.form, one.level, one.success] for one in value.recent]) for value in values],
            "mastereds": [one.mastered for one in values],
            "practised": [one.practised_at for one in values],
            "updated": [one.updated_at for one in values],
            "showns": [
                json.dumps([[one.proof, one.level, one.at.isoformat()] for one in value.shown]) for value in values
            ],
            "eases": [model.ease(key[1]) for key in order],
            "traces": [one.traces for one in values],
        },
    )


def _states(rows: Any) -> dict[UUID, LearnerState]:
    return {row.learner_id: _state(row, json.loads(row.recent)) for row in rows}


def _state(row: Row[Any], recent: Sequence[Sequence[Any]]) -> LearnerState:
    done = tuple(Done(*one) for one in recent)
    return LearnerState(
        row.renewal,
        row.last_sequence,
        Belief(row.mean, row.variance),
        done,
        row.model,
        row.generation,
        row.whole,
        row.traces,
        row.tasks,
    )


def _estimate(
    mean: float,
    variance: float,
    attempts: int,
    successes: int,
    hard_successes: int,
    proofs: int,
    streak: int,
    recent: str,
    mastered: bool,
    practised_at: datetime,
    updated_at: datetime,
    shown: str,
    traces: bytes,
) -> Estimate:
    """Of a row's columns, in the order of `_ESTIMATE`."""
    return Estimate(
        belief=Belief(mean, variance),
        attempts=attempts,
        successes=successes,
        hard_successes=hard_successes,
        proofs=proofs,
        streak=streak,
        recent=tries_of(recent),
        mastered=mastered,
        practised_at=practised_at,
        updated_at=updated_at,
        shown=shown_of(shown),
        traces=traces,
    )
