"""What is learnt in the simulation: 24 goals in six layers, each with activities of three levels in three forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import cast
from uuid import UUID

from eigenwijs_shared.contracts.catalogue import Company, Form
from recommend_service.catalogue.model import Activity, Catalogue, Goal

LAYERS, PER_LAYER = 6, 4
GOALS = LAYERS * PER_LAYER
LEVELS = (2, 3, 4)
FORMS: Sequence[tuple[str, str, str]] = (
    ("writing", "solo", "taal"),
    ("game", "pair", "spel"),
    ("building", "team", "techniek"),
)
"""(form, company, topic) of the activities at each goal and level."""
MINUTES = 12
SUBJECT = "rekenen-en-wiskunde"


@dataclass(frozen=True, slots=True)
class Task:
    """An activity at one goal and level; `true_before` are the goals that really come before, whatever is shown."""

    number: int
    goal: int
    level: int
    kind: int
    true_before: tuple[int, ...]

    @staticmethod
    def plain(goal: int) -> "Task":
        """A task at the goal's own level, as a test would give it."""
        return Task(-1, goal, 3, 0, ())


@dataclass(frozen=True)
class Curriculum:
    """`shown` is the order that policies know, by goal; `catalogue` the same as the service knows it."""

    tasks: Sequence[Task]
    shown: Sequence[tuple[int, ...]]
    catalogue: Catalogue

    def of(self, activity_id: UUID) -> Task:
        return self.tasks[activity_id.int - GOALS - 1]


def make_curriculum(rng: Random, wrong_edges: float) -> Curriculum:
    """One or two goals of the layer below come before each goal; of the order shown that share is wrong."""
    true = [_before(goal, rng) for goal in range(GOALS)]
    shown = [tuple(sorted({_seen(one, goal, wrong_edges, rng) for one in before})) for goal, before in enumerate(true)]
    cells = [(goal, level, kind) for goal in range(GOALS) for level in LEVELS for kind in range(len(FORMS))]
    tasks = [Task(number, goal, level, kind, true[goal]) for number, (goal, level, kind) in enumerate(cells)]
    return Curriculum(tasks, shown, _catalogue(tasks, shown))


def _before(goal: int, rng: Random) -> tuple[int, ...]:
    layer = goal // PER_LAYER
    if layer == 0:
        return ()
    below = range((layer - 1) * PER_LAYER, layer * PER_LAYER)
    return tuple(sorted(rng.sample(below, rng.choice((1, 2)))))


def _seen(one: int, goal: int, wrong_edges: float, rng: Random) -> int:
    if rng.random() >= wrong_edges:
        return one
    below = [other for other in range((goal // PER_LAYER) * PER_LAYER) if other != one]
    return rng.choice(below)


def goal_id(goal: int) -> UUID:
    return UUID(int=goal + 1)


def _catalogue(tasks: Sequence[Task], shown: Sequence[tuple[int, ...]]) -> Catalogue:
    goals = [
        Goal(
            goal_id=goal_id(goal),
            active=True,
            subject=SUBJECT,
            title=f"Doel {goal + 1}",
            levels=frozenset(),
            prerequisite_ids=tuple(map(goal_id, before)),
            assessable=True,
        )
        for goal, before in enumerate(shown)
    ]
    return Catalogue.of(UUID(int=1), goals, map(_activity, tasks))


def _activity(task: Task) -> Activity:
    form, company, topic = FORMS[task.kind]
    return Activity(
        activity_id=UUID(int=task.number + GOALS + 1),
        title=f"Taak {task.number + 1}",
        description="",
        goal_ids=(goal_id(task.goal),),
        form=cast("Form", form),
        medium="offline",
        company=cast("Company", company),
        level=task.level,
        minutes=MINUTES,
        kind="practice",
        topic=topic,
    )
