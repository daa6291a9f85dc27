"""Does the watch for being stuck see who spins, and before it is too late? On public data, beside simple rules.

Who spins has not had three right in a row within ten tries of a goal (Beck & Gong 2013; Wang, Kai & Baker 2020). Who
stopped before either is left out: nobody knows. Each rule is asked after every try up to the ninth, until it first says
stuck; nothing of what comes later reaches it. Ours is `watches.rules.stuck` itself, on the service's own estimates: by
the model of day one, which knows nothing of these data, and by one fitted on the learners of the other folds.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np

from recommend_service.mastery.folding import Fold
from recommend_service.mastery.harness import attempts_of
from recommend_service.mastery.known import DAY_ONE, KnownModel
from recommend_service.mastery.rules import Attempt, Estimate
from recommend_service.model.fit import fit
from recommend_service.watches.rules import REMEMBERED, Done, stuck

IN_A_ROW, TRIES = 3, 10
FIRST, LAST = 3, 9
LEARNERS = 500
"""At most so many of a fold, drawn with a seed: all of them say the same and take longer."""
FITTED = "ours, fitted"
START = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Look:
    """What a rule may look at after a try: all up to now, nothing after."""

    goal_id: UUID
    tries: Sequence[Done]
    estimate: Estimate
    chance: float
    outcomes: Sequence[bool]


@dataclass(slots=True)
class Course:
    """One learner at one goal: what came of each try, and after which of them a rule first said stuck."""

    outcomes: list[bool] = field(default_factory=list)
    alarms: dict[str, int] = field(default_factory=dict)


Rule = Callable[[Look], bool]
Folds = Sequence[tuple[int, Any, Any]]
"""(number, training learners, the others)"""


def ours(look: Look) -> bool:
    return stuck(look.goal_id, look.tries, look.estimate, look.chance, 0) is not None


def failures_in_a_row(number: int) -> Rule:
    def rule(look: Look) -> bool:
        return len(look.outcomes) >= max(number, FIRST) and not any(look.outcomes[-number:])

    return rule


def few_successes(look: Look) -> bool:
    """At most a third of at least three tries."""
    return len(look.outcomes) >= FIRST and sum(look.outcomes) * 3 <= len(look.outcomes) and not look.outcomes[-1]


RULES: Mapping[str, Rule] = {
    "ours": ours,
    "2 failures in a row": failures_in_a_row(2),
    "3 failures in a row": failures_in_a_row(3),
    "a third or less right": few_successes,
}


def mastered_at(outcomes: Sequence[bool]) -> int | None:
    """The try that was the third right in a row, within ten; None where there is none."""
    run = 0
    for number, success in enumerate(outcomes[:TRIES], 1):
        run = run + 1 if success else 0
        if run == IN_A_ROW:
            return number
    return None


def spins(outcomes: Sequence[bool]) -> bool | None:
    """None: stopped before anybody could know."""
    if mastered_at(outcomes) is not None:
        return False
    return True if len(outcomes) >= TRIES else None


class Watched:
    """One learner, met try by try as the service would."""

    def __init__(self, rules: Mapping[str, Rule], model: KnownModel = DAY_ONE) -> None:
        self._rules, self._model, self._fold = rules, model, Fold(model)
        self._tries: list[Done] = []
        self.courses: dict[UUID, Course] = {}

    def tries(self, goal_ids: Sequence[UUID], success: bool, at: datetime, activity_id: UUID | None = None) -> None:
        attempt = Attempt(3, "practice", "exercise", success, float(success), at, at)
        self._fold.sees(goal_ids, activity_id, attempt)
        fact, goals = UUID(int=len(self._tries)), tuple(goal_ids)
        done = Done(fact, activity_id, goals, 3, "exercise", "practice", success, False, at)
        self._tries = [*self._tries, done][-REMEMBERED:]
        for goal_id in goal_ids:
            self._looks(goal_id, success)

    def _looks(self, goal_id: UUID, success: bool) -> None:
        course, estimate = self.courses.setdefault(goal_id, Course()), self._fold.estimates[goal_id]
        course.outcomes.append(success)
        if not FIRST <= len(course.outcomes) <= LAST or mastered_at(course.outcomes) is not None:
            return
        likely = self._model.chance(self._fold.general, goal_id, estimate)
        look = Look(goal_id, self._tries, estimate, likely, tuple(course.outcomes))
        for name, rule in self._rules.items():
            if name not in course.alarms and rule(look):
                course.alarms[name] = len(course.outcomes)


def fitted(train: Any) -> KnownModel:
    """A board's model of these learners; goals and tasks by their numbers in the set."""
    population = fit(attempts_of(train), int(train.n_skills), int(train.n_items))
    goals = {UUID(int=one): one for one in range(int(train.n_skills))}
    return KnownModel("fitted", population, goals, {UUID(int=one): one for one in range(int(train.n_items))})


def of_folds(folds: Folds, *, fit_too: bool) -> list[Course]:
    """Learners of each fold, watched by the model of day one, and by that of the other folds if asked for."""
    found = []
    for _, train, test in folds:
        courses = courses_of(test)
        found += courses
        for course, same in zip(
            courses, courses_of(test, {FITTED: ours}, fitted(train)) if fit_too else (), strict=False
        ):
            course.alarms |= same.alarms
    return found


def courses_of(data: Any, rules: Mapping[str, Rule] = RULES, model: KnownModel = DAY_ONE) -> list[Course]:
    """Of a seeded draw of the learners of a set."""
    starts = data.starts()
    drawn = np.random.default_rng(2026).permutation(len(starts) - 1)[:LEARNERS]
    return [course for one in drawn for course in _of_learner(data, starts[one], starts[one + 1], rules, model)]


def _of_learner(data: Any, first: int, last: int, rules: Mapping[str, Rule], model: KnownModel) -> Iterator[Course]:
    watched, began, timed = Watched(rules, model), float(data.ts[first]), data.has_ts
    for row in range(first, last):
        skills = data.ss_idx[data.ss_ptr[data.ss[row]] : data.ss_ptr[data.ss[row] + 1]]
        at = START + timedelta(seconds=float(data.ts[row]) - began if timed else float(row - first))
        task = UUID(int=int(data.item[row])) if data.n_items else None
        watched.tries(sorted({UUID(int=int(one)) for one in skills}), bool(data.y[row]), at, task)
    yield from watched.courses.values()


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the alarms up to a try. `recall`: of who spins; `precision`: of the alarms, who spins; `false_alarms`: of the
    alarms, who got three in a row in time after all; `of_others`: of all who did, how many were alarmed of."""

    recall: float
    precision: float
    of_others: float
    tries_before: float

    @property
    def false_alarms(self) -> float:
        return 1 - self.precision


def figures(courses: Sequence[Course], rule: str, by: int) -> Figures:
    """Shares; not a number where there is nobody. `tries_before` the tenth, on average over who spins."""
    decided = [(course, spin) for course in courses if (spin := spins(course.outcomes)) is not None]
    alarmed = [(course, spin) for course, spin in decided if course.alarms.get(rule, TRIES) <= by]
    right = [course for course, spin in alarmed if spin]
    spinning = sum(spin for _, spin in decided)
    return Figures(
        recall=_share(len(right), spinning),
        precision=_share(len(right), len(alarmed)),
        of_others=_share(len(alarmed) - len(right), len(decided) - spinning),
        tries_before=_share(sum(TRIES - course.alarms[rule] for course in right), len(right)),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def told(name: str, folds: Folds, *, fit_too: bool) -> Iterator[str]:
    """The lines of the table for one set."""
    courses = of_folds(folds, fit_too=fit_too)
    verdicts = [spins(course.outcomes) for course in courses]
    decided = [one for one in verdicts if one is not None]
    yield (
        f"\n{name}: {len(decided)} goals of learners decided, {_share(sum(decided), len(decided)):.1%} spin; "
        f"{len(verdicts) - len(decided)} left before anybody could know"
    )
    columns = f"{'recall':>9s}{'precision':>11s}{'false alarms':>14s}{'of others':>11s}{'before':>8s}"
    yield f"{'rule':24s}{'by try':>8s}{columns}"
    for rule in (*([FITTED] if fit_too else ()), *RULES):
        for by in range(FIRST, LAST + 1):
            one = figures(courses, rule, by)
            yield (
                f"{rule:24s}{by:8d}{one.recall:9.3f}{one.precision:11.3f}{one.false_alarms:14.3f}"
                f"{one.of_others:11.3f}{one.tries_before:8.2f}"
            )
