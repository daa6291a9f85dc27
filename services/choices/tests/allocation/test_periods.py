"""A round of several periods: nobody twice in one module, nothing without what comes before it, every reason true."""

from collections import Counter
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from choices_service.allocation.periods import Allocation, Module, Place, Round, Why, Wisher, allocate

AUTUMN, WINTER = UUID(int=1), UUID(int=2)
PERIODS = [AUTUMN, WINTER]
MODULES = [UUID(int=100 + number) for number in range(4)]
LEARNERS = [UUID(int=1000 + number) for number in range(8)]


@st.composite
def rounds(draw: Any) -> Round:
    def module(number: int) -> Module:
        given_in = draw(st.sets(st.sampled_from(PERIODS), min_size=1))
        seats = {
            period: (least := draw(st.integers(1, 2)), least + draw(st.integers(0, 2))) for period in sorted(given_in)
        }
        after = frozenset(draw(st.sets(st.sampled_from(MODULES[:number]), max_size=1)) if number else ())
        return Module(MODULES[number], seats, after, draw(st.booleans()) and draw(st.booleans()))

    return Round(draw(st.sampled_from(["a", "b"])), PERIODS, [module(n) for n in range(4)], draw(st.booleans()))


@st.composite
def wishers(draw: Any) -> list[Wisher]:
    def wisher(learner_id: UUID) -> Wisher:
        wishes = {period: draw(st.permutations(MODULES))[: draw(st.integers(0, 4))] for period in PERIODS}
        barred = draw(st.sets(st.sampled_from(MODULES), max_size=1))
        followed = draw(st.sets(st.sampled_from(MODULES), max_size=1))
        bars = {one: Why(one, "prerequisite") for one in barred}
        return Wisher(learner_id, wishes, frozenset(followed), draw(st.integers(0, 4)), bars)

    return [wisher(learner_id) for learner_id in LEARNERS[: draw(st.integers(0, 8))]]


def had_before(place: Place, wisher: Wisher, allocation: Allocation) -> set[UUID | None]:
    mine = [one for one in allocation.places if one.learner_id == place.learner_id]
    return {*wisher.followed, *(one.module_id for one in mine[: mine.index(place)])}


@settings(deadline=None)
@given(rounds(), wishers())
def test_no_place_breaks_a_capacity_a_prerequisite_or_a_bar_and_none_is_had_twice(
    offer: Round, people: list[Wisher]
) -> None:
    outcome, by_id = allocate(offer, people), {one.learner_id: one for one in people}
    modules = {module.module_id: module for module in offer.modules}
    had = [(one, one.module_id) for one in outcome.places if one.module_id is not None]
    before = [had_before(one, by_id[one.learner_id], outcome) for one, _ in had]
    counts = Counter((module_id, one.period_id) for one, module_id in had)
    room = {key: modules[key[0]].seats[key[1]] for key in counts}
    assert all(room[key][0] <= count <= room[key][1] for key, count in counts.items())
    assert all(module_id not in seen for (_, module_id), seen in zip(had, before, strict=True))
    assert all(modules[module_id].after <= seen for (_, module_id), seen in zip(had, before, strict=True))
    assert all(module_id not in by_id[one.learner_id].barred for one, module_id in had)
    assert not any(modules[module_id].cancelled for _, module_id in had)


@settings(deadline=None)
@given(rounds(), wishers(), st.integers())
def test_the_order_in_which_wishes_came_does_not_matter(offer: Round, people: list[Wisher], shuffle: int) -> None:
    other = Random(shuffle).sample(people, len(people))
    assert allocate(offer, other) == allocate(offer, people)


@settings(deadline=None)
@given(rounds(), wishers())
def test_every_reason_is_true_and_every_wish_that_did_not_come_true_has_one(offer: Round, people: list[Wisher]) -> None:
    outcome = allocate(offer, people)
    filled = {(one.module_id, one.period_id): one for one in outcome.filled}
    modules = {module.module_id: module for module in offer.modules}
    wished = {(one.learner_id, period): one.wishes[period] for one in people for period in PERIODS}
    told = [(one, why) for one in outcome.places for why in one.whys]
    full = [filled[why.module_id, one.period_id] for one, why in told if why.code == "full"]
    assert all(one.placed == modules[one.module_id].seats[one.period_id][1] for one in full)
    closed = [filled[why.module_id, one.period_id] for one, why in told if why.code == "not-running"]
    assert all(not one.runs and one.lacking for one in closed)
    here = [(filled[why.module_id, one.period_id], one) for one, why in told if why.code == "held-here"]
    own = [filled[one.module_id, one.period_id] for _, one in here if one.module_id is not None]
    assert len(own) == len(here)
    assert all(one.placed == modules[one.module_id].seats[one.period_id][0] for one in own)
    unmet = [(one, list(wished[one.learner_id, one.period_id])) for one in outcome.places]
    assert all([why.module_id for why in one.whys] == mine[: one.wish and one.wish - 1] for one, mine in unmet)


def test_what_one_follows_in_autumn_opens_what_builds_on_it_in_winter() -> None:
    first = Module(MODULES[0], {AUTUMN: (1, 1)})
    second = Module(MODULES[1], {WINTER: (1, 2)}, frozenset({MODULES[0]}))
    wishes = {AUTUMN: [MODULES[0]], WINTER: [MODULES[1]]}
    outcome = allocate(Round("zaad", PERIODS, [first, second]), [Wisher(one, wishes) for one in LEARNERS[:2]])
    autumn, winter = outcome.places[:2], outcome.places[2:]
    assert {one.learner_id for one in autumn if one.module_id} == {one.learner_id for one in winter if one.module_id}
    assert [one.whys for one in winter if not one.module_id] == [(Why(MODULES[1], "earlier-module", (MODULES[0],)),)]


def test_with_everyone_who_has_no_wish_left_gets_what_is_left_where_it_is_needed_most() -> None:
    modules = [Module(MODULES[0], {AUTUMN: (1, 9)}), Module(MODULES[1], {AUTUMN: (2, 9)})]
    wanting = {AUTUMN: [MODULES[0]]}
    people = [Wisher(LEARNERS[0], wanting), Wisher(LEARNERS[1], {AUTUMN: [MODULES[1]]}), Wisher(LEARNERS[2], {})]
    outcome = allocate(Round("zaad", [AUTUMN], modules, everyone=True), people)
    assert {one.learner_id: one.module_id for one in outcome.places} == dict.fromkeys(LEARNERS[:3], MODULES[0])
    closed = outcome.filled[1]
    assert (closed.runs, closed.lacking) == (False, 1)
