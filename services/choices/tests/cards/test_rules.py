"""What comes on a card when nothing is known but year and dial."""

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from choices_service.cards.rules import DIFFERING, Candidate, Goal, neighbouring, pick, ready_goals

SHARED = dict.fromkeys(("form", "whether", "topic", "pace", "company"), "shared")


def candidate(
    number: int,
    form: str = "game",
    topic: str = "sport",
    company: str = "solo",
    medium: str = "offline",
    minutes: int = 20,
) -> Candidate:
    return Candidate(UUID(int=number), (), form, topic, company, medium, minutes)


def goal(number: int, *levels: str, before: tuple[tuple[str, ...], ...] = ()) -> Goal:
    return Goal(UUID(int=number), levels, before)


@pytest.mark.parametrize(
    ("one", "grades", "ready"),
    [
        (goal(1, "groep-5"), ["groep-5"], True),
        (goal(1, "groep-6"), ["groep-5"], False),
        (goal(1), ["groep-5"], True),
        (goal(1, "groep-5"), [], True),
        (goal(1, "groep-5", before=(("groep-4",),)), ["groep-5"], True),
        (goal(1, "groep-5", before=(("groep-4", "groep-5"),)), ["groep-5"], False),
        (goal(1, "groep-5", before=((),)), ["groep-5"], False),
        (goal(1, before=(("groep-4",),)), [], False),
        (goal(1, "vo-1", before=(("groep-8",),)), ["vo-1"], True),
        (goal(1, "groep-5", before=(("groep-4",), ("groep-6",))), ["groep-5"], False),
    ],
)
def test_a_goal_is_ready_when_its_prerequisites_are_of_earlier_years(one: Goal, grades: list[str], ready: bool) -> None:
    assert bool(ready_goals([one], grades)) is ready


def test_neighbouring_years_cross_from_primary_to_secondary() -> None:
    assert neighbouring(["groep-8"]) == {"groep-7", "groep-8", "vo-1"}
    assert neighbouring(["groep-1", "onbekend"]) == {"groep-1", "groep-2"}


def test_options_that_differ_most_come_first() -> None:
    same = [candidate(number) for number in range(20)]
    other = candidate(99, "music", "dieren", "team")
    assert set(pick([*same, other], SHARED, "zaad")) >= {other}  # type: ignore[arg-type]  # literals of one position


def test_alike_options_are_no_choice() -> None:
    alike = [candidate(1, topic="Sport"), candidate(2, topic="sport")]
    assert pick(alike, SHARED, "zaad") == []  # type: ignore[arg-type]  # as above


def test_no_candidates_are_no_card() -> None:
    assert pick([], SHARED, "zaad") == []  # type: ignore[arg-type]  # as above
    assert pick([], dict.fromkeys(SHARED, "teacher"), "zaad") == []  # type: ignore[arg-type]  # as above


def test_another_day_may_bring_another_card() -> None:
    many = [candidate(number, form=f"vorm {number}") for number in range(30)]
    cards = {tuple(pick(many, SHARED, f"dag {day}")) for day in range(10)}  # type: ignore[arg-type]  # as above
    assert len(cards) > 5


_candidates = st.lists(
    st.builds(
        candidate,
        st.integers(0, 10**6),
        st.sampled_from("abc"),
        st.sampled_from(["sport", "Sport", "dieren", "kunst"]),
        st.sampled_from(["solo", "pair", "team"]),
    ),
    max_size=25,
    unique_by=lambda each: each.activity_id,
)
_dials = st.fixed_dictionaries(dict.fromkeys(SHARED, st.sampled_from(["teacher", "shared", "learner"])))


@given(candidates=_candidates, dial=_dials, seed=st.text(max_size=5))
def test_a_card_obeys_the_dial_and_leaves_a_real_choice(
    candidates: list[Candidate], dial: dict[str, str], seed: str
) -> None:
    picked = pick(candidates, dial, seed)  # type: ignore[arg-type]  # literals
    assert picked == pick(list(reversed(candidates)), dial, seed)  # type: ignore[arg-type]  # literals
    alike = [dimension for dimension in DIFFERING if dial[dimension] == "teacher"]
    free = [dimension for dimension in DIFFERING if dimension not in alike]
    assert len({each.shape(alike) for each in picked}) <= 1
    assert max(Counter(each.shape(free) for each in picked).values(), default=1) == 1
    assert len(picked) in ((0, 2, 3, 4) if free else (0, 1))
