"""Who is whose parent, and until when."""

from datetime import date

import pytest

from profile_service.parents.rules import Child, ParentRule, decides_alone, links
from profile_service.roster.rules import month_after

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("born", "sixteen"),
    [
        ("2010-11-24", "2026-12-01"),
        ("2010-12-31", "2027-01-01"),
        ("2012-02-29", "2028-03-01"),
        ("9999-01-31", "9900-02-01"),
    ],
)
def test_of_a_birth_date_only_a_month_is_kept(born: str, sixteen: str) -> None:
    assert month_after(born, years=16) == sixteen


@pytest.mark.parametrize(
    ("child", "rule", "alone"),
    [
        (Child((), "2026-11-01"), ParentRule(), True),
        (Child((), "2026-12-01"), ParentRule(), False),
        (Child((), "2026-11-01"), ParentRule(age=18), False),
        (Child((), "2024-11-01"), ParentRule(age=18), True),
        (Child(("vo-5",), None), ParentRule(), True),
        (Child(("vo-4",), None), ParentRule(), False),
        (Child(("vo-5",), "2027-01-01"), ParentRule(), False),
        (Child(("vo-5",), None), ParentRule(grades=()), False),
    ],
)
def test_reach_ends_by_the_boards_rule(child: Child, rule: ParentRule, alone: bool) -> None:
    assert decides_alone(child, rule, TODAY) is alone


def test_a_link_counts_from_either_side_and_only_between_parent_and_child() -> None:
    agents = {"kind": ["vader", "buur"], "moeder": ["kind"], "vader": ["moeder"], "ander": ["buur"]}
    assert links(agents, {"vader", "moeder"}, {"kind", "ander"}) == {"vader": {"kind"}, "moeder": {"kind"}}
