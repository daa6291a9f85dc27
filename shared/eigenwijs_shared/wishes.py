"""What a learner needs and likes, and what that means for a card: a promise that all who make cards keep alike. Pure.

A need is an accommodation, never a reason: it shapes what is on the card, and is named only beside it (`supports`).
A liked topic is what the learner said itself; nothing is ever derived from what somebody did or clicked.
"""

from collections.abc import Collection
from dataclasses import dataclass
from math import ceil
from typing import Protocol

EXTRA_TIME = 1.25
"""A quarter more, as Dutch schools give at tests."""
_MINUTES_STEP = 5
SHORT_MINUTES = 20
LARGE = frozenset({"team", "class"})


@dataclass(frozen=True, slots=True)
class Wishes:
    """What holds today; `topics` by their `topic_key`."""

    needs: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()


NO_WISHES = Wishes()


class Task(Protocol):
    """What of an activity matters to needs and likes."""

    @property
    def minutes(self) -> int: ...
    @property
    def medium(self) -> str: ...
    @property
    def company(self) -> str: ...
    @property
    def topic(self) -> str: ...


def topic_key(topic: str) -> str:
    """Equal for topics that people read as the same."""
    return topic.casefold()


def trait(task: object, dimension: str) -> str:
    """What it is in a dimension in which options may differ."""
    value = str(getattr(task, dimension))
    return topic_key(value) if dimension == "topic" else value


def shown_minutes(minutes: int, needs: Collection[str]) -> int:
    """With extra time a quarter more, up to the next five minutes; else as it is."""
    if "extra-time" not in needs:
        return minutes
    return ceil(minutes * EXTRA_TIME / _MINUTES_STEP) * _MINUTES_STEP


def suited(task: Task, needs: Collection[str]) -> int:
    """How many of the needs that a task itself can meet it meets: preferred, never required."""
    short = "short-tasks" in needs and task.minutes <= SHORT_MINUTES
    return short + ("less-screen" in needs and task.medium == "offline")


def is_liked(task: Task, topics: Collection[str]) -> bool:
    """Is it about what the learner says to like?"""
    return topic_key(task.topic) in topics


def leaves_out(task: Task, needs: Collection[str]) -> bool:
    """Out of the question as long as a choice remains without it."""
    return "no-large-groups" in needs and task.company in LARGE


def room_for_liked(liked: int, place: int) -> bool:
    """May the option at this place (1, 2, …) be about a liked topic after so many? At most half of a card is."""
    return liked < max(1, place // 2)


def unmet(tasks: Collection[Task], needs: Collection[str]) -> list[str]:
    """Needs that not all of these tasks meet, so that somebody has to arrange it."""
    met = {
        "short-tasks": all(task.minutes <= SHORT_MINUTES for task in tasks),
        "less-screen": all(task.medium == "offline" for task in tasks),
        "no-large-groups": not any(task.company in LARGE for task in tasks),
    }
    return [need for need, is_met in met.items() if need in needs and not is_met]
