"""What a list of wishes must be like. Pure."""

from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

from choices_service.electives.rules import NO_PERIOD, TWICE
from choices_service.preferences.schemas import WishesIn
from eigenwijs_shared.errors import Fault, Sentence

NOT_GIVEN: Sentence = {
    "nl": "Deze module wordt in deze periode niet gegeven.",
    "en": "This module is not given in this period.",
}
OTHER_GRADES: Sentence = {"nl": "Deze module is voor andere leerjaren.", "en": "This module is for other grades."}


def faults_of(asked: WishesIn, given: Mapping[UUID, Collection[UUID]], for_others: Collection[UUID]) -> Iterator[Fault]:
    """`given` has the modules of each period; `for_others` are those of other grades."""
    seen: set[UUID] = set()
    for place, period in enumerate(asked.periods):
        where = f"#/periods/{place}"
        if period.period_id not in given:
            yield Fault(f"{where}/periodId", NO_PERIOD, "unknown-period")
            continue
        if period.period_id in seen:
            yield Fault(f"{where}/periodId", TWICE, "twice")
        seen.add(period.period_id)
        for number, module_id in enumerate(period.module_ids):
            at = f"{where}/moduleIds/{number}"
            if module_id not in given[period.period_id]:
                yield Fault(at, NOT_GIVEN, "unknown-module")
            elif module_id in period.module_ids[:number]:
                yield Fault(at, TWICE, "twice")
            elif module_id in for_others:
                yield Fault(at, OTHER_GRADES, "other-grades")
