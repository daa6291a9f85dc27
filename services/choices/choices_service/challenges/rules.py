"""What holds of a challenge, whoever writes it. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol
from uuid import NAMESPACE_URL, UUID, uuid5

from eigenwijs_shared.agency import Decision, Dimension
from eigenwijs_shared.errors import Fault, Invalid, Sentence

State = Literal["open", "presented", "stopped"]
StepKind = Literal["step", "check-in"]
EvidenceKind = Literal["link", "text", "product"]
MOST_GOALS, MOST_STEPS = 12, 60
SUFFICIENT = 0.55
"""From here a judged goal counts as shown: the Dutch 5.5, as in the ledger."""

PAST_DAY: Sentence = {
    "nl": "Deze dag is al voorbij; kies vandaag of later, of laat hem leeg (null).",
    "en": "This day has passed; choose today or later, or leave it empty (null).",
}
AFTER_PRESENTATION: Sentence = {
    "nl": "Deze stap komt na de presentatie; zet hem ervoor, of presenteer later.",
    "en": "This step comes after the presentation; put it before, or present later.",
}
NO_CHECK_IN: Sentence = {
    "nl": "Spreek minstens één keer af met je coach: zet een stap van de soort check-in in je plan.",
    "en": "Meet your coach at least once: put a step of the kind check-in in your plan.",
}
NOT_IN_PLAN: Sentence = {
    "nl": "Deze stap staat niet in het plan; laat stepId weg voor een nieuwe.",
    "en": "This step is not in the plan; leave out stepId for a new one.",
}
TWICE: Sentence = {"nl": "Dit staat er al eerder in; noem het één keer.", "en": "This was named before; name it once."}
NOT_MAPPED: Sentence = {
    "nl": "Dit leerdoel hoort niet bij deze challenge.",
    "en": "This goal is not one of this challenge.",
}
ONE_AT_LEAST: Sentence = {
    "nl": "Bevestig minstens één leerdoel; anders is er niets om te laten zien.",
    "en": "Confirm at least one goal; otherwise there is nothing to show.",
}
NEEDED: Sentence = {"nl": "Dit hoort bij deze soort; vul het in.", "en": "This kind needs this; fill it in."}
NOT_OF_KIND: Sentence = {"nl": "Dit hoort niet bij deze soort; laat het weg.", "en": "Leave this out for this kind."}
NOT_A_LEVEL: Sentence = {
    "nl": "Dit niveau is er niet: scored telt vanaf 0 in levels.",
    "en": "There is no such level: scored counts from 0 in levels.",
}
NO_RUBRIC: Sentence = {
    "nl": "Geef de rubric voor alles, of bij dit leerdoel een eigen.",
    "en": "Give the rubric for all, or one of its own with this goal.",
}
_OF_KIND: Mapping[EvidenceKind, str] = {"link": "url", "text": "text", "product": "product"}


class Step(Protocol):
    @property
    def step_id(self) -> UUID | None: ...
    @property
    def kind(self) -> StepKind: ...
    @property
    def day(self) -> date | None: ...


class Criterion(Protocol):
    @property
    def levels(self) -> Sequence[str]: ...
    @property
    def scored(self) -> int: ...


def plan_faults(
    steps: Sequence[Step],
    present_on: date | None,
    before: Mapping[UUID, date | None],
    presented: date | None,
    today: date,
) -> list[Fault]:
    """What is wrong with a plan; `before` has the days of the steps that it replaces, `presented` the day it had."""
    faults = [] if present_on in {None, presented} else _past("#/presentOn", present_on, today)
    seen: set[UUID] = set()
    for place, step in enumerate(steps):
        at = f"#/steps/{place}"
        if step.step_id is not None:
            if step.step_id not in before:
                faults.append(Fault(f"{at}/stepId", NOT_IN_PLAN, "unknown-step"))
            elif step.step_id in seen:
                faults.append(Fault(f"{at}/stepId", TWICE, "twice"))
            seen.add(step.step_id)
        if step.step_id is None or before.get(step.step_id) != step.day:
            faults += _past(f"{at}/day", step.day, today)
        if step.day is not None and present_on is not None and step.day > present_on:
            faults.append(Fault(f"{at}/day", AFTER_PRESENTATION, "after-presentation"))
    if steps and not any(step.kind == "check-in" for step in steps):
        faults.append(Fault("#/steps", NO_CHECK_IN, "no-check-in"))
    return faults


def _past(pointer: str, day: date | None, today: date) -> list[Fault]:
    return [Fault(pointer, PAST_DAY, "day-in-past")] if day is not None and day < today else []


def check_evidence(
    kind: EvidenceKind, said: Mapping[str, Any], goal_ids: Sequence[UUID], mapped: Collection[UUID]
) -> None:
    """`Invalid` unless it has what its kind has, and speaks to goals of the challenge."""
    faults = [
        Fault(f"#/{name}", NEEDED if name == _OF_KIND[kind] else NOT_OF_KIND, "of-kind")
        for name in _OF_KIND.values()
        if (said.get(name) is not None) != (name == _OF_KIND[kind])
    ]
    faults += not_mapped(goal_ids, mapped, "#/goalIds/{place}")
    if faults:
        raise Invalid(faults=faults)


def not_mapped(goal_ids: Sequence[UUID], mapped: Collection[UUID], pointer: str) -> list[Fault]:
    """A fault at each goal that is none of these, or was named before."""
    return [
        Fault(pointer.format(place=place), *((NOT_MAPPED, "unknown-goal") if one not in mapped else (TWICE, "twice")))
        for place, one in enumerate(goal_ids)
        if one not in mapped or one in goal_ids[:place]
    ]


Deciding = Mapping[Dimension, Decision]


def left_to_teacher(decisions: Iterable[Deciding]) -> Decision | None:
    """The decision that leaves the topic to the teacher, for any of the goals' subjects."""
    topics = (one["topic"] for one in decisions)
    return next((topic for topic in topics if topic.position == "teacher"), None)


def rubric_faults(rubric: Iterable[Criterion], pointer: str) -> list[Fault]:
    return [
        Fault(f"{pointer}/{place}/scored", NOT_A_LEVEL, "not-a-level")
        for place, one in enumerate(rubric)
        if one.scored >= len(one.levels)
    ]


def rubric_score(rubric: Sequence[Criterion]) -> float:
    """The mean over the criteria of how far up its levels each was judged: 0 all lowest, 1 all highest."""
    return sum(one.scored / (len(one.levels) - 1) for one in rubric) / len(rubric)


def evidence_id_of(presentation_id: UUID, goal_id: UUID) -> UUID:
    """The id under which the ledger keeps this result: the same however often it is told."""
    return uuid5(NAMESPACE_URL, f"urn:eigenwijs:presentation:{presentation_id}:{goal_id}")


@dataclass(frozen=True, slots=True)
class Covered:
    """A confirmed goal of one challenge."""

    learner_id: UUID
    goal_id: UUID
    challenge_id: UUID
    presented: bool


@dataclass(frozen=True, slots=True)
class GoalCoverage:
    """Of one goal: in how many challenges, how many of these were presented, by how many learners."""

    goal_id: UUID
    challenges: int
    presented: int
    learners: int


def coverage_of(rows: Iterable[Covered]) -> dict[UUID, GoalCoverage]:
    """Each goal once; the order of the rows does not matter."""
    by_goal: dict[UUID, set[Covered]] = {}
    for row in rows:
        by_goal.setdefault(row.goal_id, set()).add(row)
    return {
        goal_id: GoalCoverage(
            goal_id,
            challenges=len({row.challenge_id for row in found}),
            presented=len({row.challenge_id for row in found if row.presented}),
            learners=len({row.learner_id for row in found}),
        )
        for goal_id, found in by_goal.items()
    }


def may_change(state: str, wanted: str | None, names: Collection[str]) -> bool:
    """Open: everything. Stopped: only to open again. Presented: nothing but who may see it."""
    if state == "open":
        return True
    if set(names) <= {"visible_to"}:
        return True
    return state == "stopped" and wanted == "open"


def changed(before: Mapping[str, Any], said: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The columns that a change sets; nothing when nothing would change."""
    values = {name: value for name, value in said.items() if value != before.get(name)}
    if "state" in values:
        values |= {"state_at": now, "state_words": said.get("state_words")}
    return values
