"""Which notice is for whom: pure."""

import re
from datetime import date

from eigenwijs_shared.auth import Role
from profile_service.notices.texts import Audience
from profile_service.parents.rules import Child


def audience_of(role: Role, child: Child, today: date) -> Audience:
    """16+ from the month in which it is known that somebody has turned sixteen, else by the highest grade.

    Up to groep 8 it is 8+, vo-1 to vo-3 12+, beyond that 16+; adults get the parents'.
    """
    if role != "learner":
        return "parent"
    years = [int(found[1]) for grade in child.grades if (found := re.fullmatch(r"vo-(\d)", grade))]
    mbo = any(grade.startswith("mbo") for grade in child.grades)
    by_grade = mbo or any(year >= 4 for year in years)
    if by_grade if child.sixteen is None else date.fromisoformat(child.sixteen) <= today:
        return "16"
    return "12" if years or mbo else "8"
