"""What a round of electives must be like, and what state it is in. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from choices_service.electives.problems import ModuleCycle
from choices_service.electives.schemas import ElectiveIn, ModuleIn, State
from choices_service.goals.rules import find_cycle, way_round
from eigenwijs_shared.errors import Fault, Sentence

CLOSES_BEFORE_OPENING: Sentence = {
    "nl": "De sluiting moet na de opening liggen.",
    "en": "Closing must come after opening.",
}
CLOSES_TOO_LATE: Sentence = {
    "nl": "Sluit uiterlijk op de dag waarop de eerste periode begint: daarvóór moet er ingedeeld zijn.",
    "en": "Close on the day that the first period starts at the latest: places must be known by then.",
}
ENDS_BEFORE_START: Sentence = {"nl": "De periode eindigt voordat ze begint.", "en": "The period ends before it starts."}
OVERLAPS: Sentence = {
    "nl": "Deze periode overlapt met een andere; een leerling volgt er één tegelijk. Maak er twee keuzerondes van.",
    "en": "This period overlaps with another; a learner follows one at a time. Make two electives of it.",
}
TWICE: Sentence = {"nl": "Dit staat er twee keer; laat er een weg.", "en": "This is here twice; leave one out."}
NO_PERIOD: Sentence = {"nl": "Deze keuzeronde heeft die periode niet.", "en": "This elective has no such period."}
LEAST_ABOVE_MOST: Sentence = {
    "nl": "Het kleinste aantal leerlingen mag niet groter zijn dan het grootste.",
    "en": "The least number of learners may not be above the most.",
}
ITSELF: Sentence = {"nl": "Een module kan niet voor zichzelf komen.", "en": "A module cannot come before itself."}
TWO_AT_ONCE: Sentence = {
    "nl": "Deze leraar geeft in die periode al een andere module.",
    "en": "This teacher gives another module in that period already.",
}


def state_of(opens_at: datetime, closes_at: datetime, published_at: datetime | None, now: datetime) -> State:
    if published_at is not None:
        return "published"
    if now < opens_at:
        return "planned"
    return "open" if now < closes_at else "closed"


def faults_of(asked: ElectiveIn) -> list[Fault]:
    """All that is wrong with it by itself, each with its place."""
    return [*_times(asked), *_periods(asked), *_modules(asked), *_teachers(asked)]


def _times(asked: ElectiveIn) -> Iterator[Fault]:
    if asked.closes_at <= asked.opens_at:
        yield Fault("#/closesAt", CLOSES_BEFORE_OPENING, "closes-before-opening")
    elif asked.closes_at.date() > min(period.starts_on for period in asked.periods):
        yield Fault("#/closesAt", CLOSES_TOO_LATE, "closes-too-late")


def _periods(asked: ElectiveIn) -> Iterator[Fault]:
    seen: set[UUID] = set()
    for place, period in enumerate(asked.periods):
        where = f"#/periods/{place}"
        if period.period_id in seen:
            yield Fault(f"{where}/periodId", TWICE, "twice")
        seen.add(period.period_id)
        if period.ends_on < period.starts_on:
            yield Fault(f"{where}/endsOn", ENDS_BEFORE_START, "ends-before-start")
        before = asked.periods[:place]
        if any(period.starts_on <= other.ends_on and other.starts_on <= period.ends_on for other in before):
            yield Fault(f"{where}/startsOn", OVERLAPS, "overlap")


def _modules(asked: ElectiveIn) -> Iterator[Fault]:
    seen: set[UUID] = set()
    for place, module in enumerate(asked.modules):
        where = f"#/modules/{place}"
        if module.module_id in seen:
            yield Fault(f"{where}/moduleId", TWICE, "twice")
        seen.add(module.module_id)
        if module.module_id in module.prerequisite_module_ids:
            at = module.prerequisite_module_ids.index(module.module_id)
            yield Fault(f"{where}/prerequisiteModuleIds/{at}", ITSELF, "self-reference")
        yield from _sessions(where, module, {period.period_id for period in asked.periods})


def _sessions(where: str, module: ModuleIn, periods: set[UUID]) -> Iterator[Fault]:
    seen: set[UUID] = set()
    for place, session in enumerate(module.sessions):
        at = f"{where}/sessions/{place}"
        if session.period_id not in periods:
            yield Fault(f"{at}/periodId", NO_PERIOD, "unknown-period")
        if session.period_id in seen:
            yield Fault(f"{at}/periodId", TWICE, "twice")
        seen.add(session.period_id)
        if session.least > session.most:
            yield Fault(f"{at}/least", LEAST_ABOVE_MOST, "least-above-most")


def _teachers(asked: ElectiveIn) -> Iterator[Fault]:
    busy: Counter[tuple[UUID, UUID]] = Counter()
    for place, module in enumerate(asked.modules):
        for number, teacher in enumerate(module.teacher_ids):
            if teacher in module.teacher_ids[:number]:
                yield Fault(f"#/modules/{place}/teacherIds/{number}", TWICE, "twice")
                continue
            given = set() if module.cancelled else {(teacher, session.period_id) for session in module.sessions}
            if any(busy[one] for one in given):
                yield Fault(f"#/modules/{place}/teacherIds/{number}", TWO_AT_ONCE, "teacher-elsewhere")
            busy.update(given)


def refuse_cycle(after: Mapping[UUID, set[UUID]], titles: Mapping[UUID, str]) -> None:
    """`ModuleCycle`, which names it, if some module had to be followed before itself."""
    cycle = find_cycle(after)
    if cycle is not None:
        known = {module_id: titles.get(module_id, str(module_id)) for module_id in cycle}
        named = [{"moduleId": str(module_id), "title": known[module_id]} for module_id in cycle]
        raise ModuleCycle(path=way_round(cycle, known), more={"cycle": named})
