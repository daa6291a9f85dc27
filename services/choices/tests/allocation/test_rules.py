"""What holds for every allocation, whatever is wished for: tried against all that could have been done."""

from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from choices_service.allocation.rules import Market, settled, taken_in_turn
from choices_service.allocation.trading import allotted, traded

MODULES = 4
Outcome = tuple[int | None, ...]


@st.composite
def markets(draw: Any, learners: int = 5, most_least: int = 3) -> Market:
    one = st.permutations(range(MODULES)).flatmap(lambda order: st.integers(0, MODULES).map(lambda n: order[:n]))
    lists = draw(st.lists(one, min_size=1, max_size=learners))
    rooms = draw(st.lists(st.tuples(st.integers(1, most_least), st.integers(0, 3)), min_size=MODULES, max_size=MODULES))
    return Market(lists, [least for least, _ in rooms], [max(least, most) if most else 0 for least, most in rooms])


def rank(market: Market, learner: int, module: int | None) -> int:
    """Lower is better; nothing is worst."""
    return MODULES if module is None else market.lists[learner].index(module)


def fits(market: Market, outcome: Outcome) -> bool:
    counts = market.counts(list(outcome))
    return all(
        not count or least <= count <= most
        for count, least, most in zip(counts, market.least, market.most, strict=True)
    )


def possible(market: Market) -> list[Outcome]:
    """All that keeps to the numbers of every module and to the lists of every learner."""
    return [one for one in product(*([None, *wished] for wished in market.lists)) if fits(market, one)]


def beats(market: Market, other: Outcome, held: Outcome) -> bool:
    """Better for some, worse for nobody."""
    pairs = [(rank(market, i, a), rank(market, i, b)) for i, (a, b) in enumerate(zip(other, held, strict=True))]
    return all(a <= b for a, b in pairs) and any(a < b for a, b in pairs)


@settings(max_examples=300, deadline=None)
@given(markets())
def test_nobody_could_be_given_better_without_somebody_losing(market: Market) -> None:
    held = tuple(allotted(market)[0])
    assert [other for other in possible(market) if beats(market, other, held)] == []


@settings(deadline=None)
@given(markets(learners=12))
def test_every_module_that_runs_has_its_numbers_and_nobody_has_what_it_may_not(market: Market) -> None:
    held, running = allotted(market)
    counts = market.counts(held)
    assert fits(market, tuple(held))
    assert {module for module, count in enumerate(counts) if count} == running
    assert all(own is None or own in market.lists[learner] for learner, own in enumerate(held))


@settings(deadline=None)
@given(markets(learners=8))
def test_no_module_was_left_out_that_could_have_run_too(market: Market) -> None:
    running = settled(market)[1]
    more = [running | {module} for module in range(MODULES) if market.most[module] and module not in running]
    outcomes = [(some, market.counts(taken_in_turn(market, some))) for some in more]
    assert all(any(counts[module] < market.least[module] for module in some) for some, counts in outcomes)


@settings(deadline=None)
@given(markets(most_least=1), st.data())
def test_without_minimums_nobody_gains_by_an_untrue_list(market: Market, data: st.DataObject) -> None:
    liar = data.draw(st.integers(0, len(market.lists) - 1))
    untrue = data.draw(st.permutations(market.lists[liar])).copy()
    untrue = untrue[: data.draw(st.integers(0, len(untrue)))]
    lists = [untrue if learner == liar else wished for learner, wished in enumerate(market.lists)]
    honest = allotted(market)[0][liar]
    lied = allotted(Market(lists, market.least, market.most))[0][liar]
    assert rank(market, liar, honest) <= rank(market, liar, lied)


@settings(deadline=None)
@given(markets(learners=8))
def test_who_comes_first_gets_the_first_wish_that_runs(market: Market) -> None:
    held, running = settled(market)
    runs = [module for module in market.lists[0] if module in running]
    assert held[0] == next(iter(runs), None)


@settings(deadline=None)
@given(markets(learners=8))
def test_more_places_are_better_for_all_and_worse_for_nobody(market: Market) -> None:
    everything = range(MODULES)
    roomier = Market(market.lists, market.least, [most + 1 for most in market.most])
    before, after = taken_in_turn(market, everything), taken_in_turn(roomier, everything)
    assert all(rank(market, i, after[i]) <= rank(market, i, before[i]) for i in range(len(before)))


def test_trading_goes_round_where_places_are_all_taken() -> None:
    market = Market([[1, 0], [2, 1], [0, 2]], [1, 1, 1], [1, 1, 1])
    assert traded(market, [0, 1, 2], {0, 1, 2}) == [1, 2, 0]


def test_a_module_that_was_left_out_runs_after_all_when_enough_would_gain() -> None:
    """In turn the second takes what the first leaves, and the first is one too few; both would rather be together."""
    market = Market([[1, 0], [0, 1]], [1, 2], [1, 2])
    assert settled(market)[0] == [0, None]
    assert allotted(market) == ([1, 1], {1})
