"""Ticks who chose what: all rows, or none and what is wrong where."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.choices.actions import choose, is_repeated
from choices_service.choices.rules import kind_of
from choices_service.choices.schemas import ChoiceOut
from choices_service.ticks.schemas import TickIn, TicksIn, TicksOut
from eigenwijs_shared.errors import Conflict, Fault, Invalid, Problem, Sentence
from eigenwijs_shared.roster.reach import Group

NOT_HERE: Sentence = {"nl": "Deze leerling zit niet in deze groep.", "en": "This learner is not in this group."}
TWICE: Sentence = {
    "nl": "Van deze kaart staat er al een keuze in deze lijst; laat er een weg.",
    "en": "There is a choice from this card in this list already; leave one out.",
}


class ChoicesRefused(Conflict):
    """Not all of it is possible, so none of it was done."""

    type = "choices-refused"
    title = {"nl": "Niet alles kan zo", "en": "Not all of this is possible"}
    detail = {
        "nl": "{number} van de keuzes kan zo niet; bij errors staat welke en waarom. Er is niets vastgelegd.",
        "en": "{number} of the choices are not possible; errors says which and why. Nothing was written down.",
    }


def check_form(asked: TicksIn) -> None:
    """What can be seen to be wrong without looking anything up."""
    faults: list[Fault] = []
    seen: set[object] = set()
    for place, row in enumerate(asked.rows):
        try:
            kind_of(row)
        except Invalid as problem:
            faults += _at(place, problem)
        if row.card_id is not None and row.card_id in seen:
            faults.append(Fault(f"#/rows/{place}/cardId", TWICE, "twice"))
        seen.add(row.card_id)
    if faults:
        raise Invalid(faults=faults)


async def tick(session: AsyncSession, group: Group, asked: TicksIn, author_id: str, *, now: datetime) -> TicksOut:
    """As if each had been chosen by itself, in one transaction: with a fault anywhere, all of it is rolled back."""
    here = {one.learner_id: one for one in group.learners}
    chosen: dict[int, ChoiceOut] = {}
    faults: list[Fault] = []
    made = 0
    # In the order of their locks, so that two who tick the same group do not wait for each other.
    for place in sorted(range(len(asked.rows)), key=lambda one: _lock_of(asked.rows[one])):
        row = asked.rows[place]
        if row.learner_id not in here:
            faults.append(Fault(f"#/rows/{place}/learnerId", NOT_HERE, "not-in-group"))
            continue
        try:
            made += not await is_repeated(session, row.learner_id, row)
            chosen[place] = await choose(session, here[row.learner_id], row, author_id, now=now)
        except Problem as problem:
            faults += _at(place, problem)
    if faults:
        raise ChoicesRefused(faults=_in_order(faults), number=len({fault.pointer.split("/")[2] for fault in faults}))
    return TicksOut(group_id=group.group_id, made=made, rows=[chosen[place] for place in range(len(asked.rows))])


def _lock_of(row: TickIn) -> str:
    return f"card {row.card_id}" if row.card_id is not None else f"learner {row.learner_id}"


def _at(place: int, problem: Problem) -> list[Fault]:
    """The same, at the row."""
    said: Sentence = {"nl": problem.sentence("nl"), "en": problem.sentence("en")}
    inner = problem.faults or [Fault("#", said, problem.type)]
    return [Fault(f"#/rows/{place}{fault.pointer.removeprefix('#')}", fault.sentence, fault.code) for fault in inner]


def _in_order(faults: Sequence[Fault]) -> list[Fault]:
    return sorted(faults, key=lambda fault: int(fault.pointer.split("/")[2]))
