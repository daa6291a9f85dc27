"""Promises that every card keeps, over boards, learners, dials, needs and decisions drawn at random."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.recommend.tests.cards.test_card_rules import dial
from services.recommend.tests.cards.test_coverage import pin
from services.recommend.tests.make import START, activity, attempt, catalogue, goal

from eigenwijs_shared.agency import Dial
from eigenwijs_shared.assignments import NOTHING_DECIDED, Decided
from eigenwijs_shared.contracts.catalogue import FORMS
from eigenwijs_shared.contracts.needs import NEEDS
from eigenwijs_shared.wishes import LARGE, Wishes
from recommend_service.card_settings.rules import CardSettings, Zone
from recommend_service.cards.card import KeptOption, OfferedCard
from recommend_service.cards.past import Past
from recommend_service.cards.picture import Picture
from recommend_service.cards.pool import DISTANCE, FAR, OUT_OF_SUBJECT, TEMPERATURE, TIER_COST
from recommend_service.cards.reasons import leading
from recommend_service.cards.rules import candidates_for, make_card
from recommend_service.cards.scoring import WEIGHTS
from recommend_service.mastery.gates import counted
from recommend_service.mastery.rules import GENERAL_PRIOR, Belief, Estimate
from recommend_service.overrides.rules import corrected
from recommend_service.overrides.schemas import OverrideOut

LOGITS = st.floats(-4, 4)
TRIES = st.lists(st.tuples(st.booleans(), st.integers(1, 5), st.sampled_from(FORMS[:4])), min_size=1, max_size=6)
SUBJECTS = ("rekenen", "nederlands")
KINDS = ("practice", "practice", "corrective", "check", "enrichment", "project")


@dataclass(frozen=True)
class World:
    picture: Picture
    dials: tuple[Dial, ...]
    card_id: UUID

    @property
    def fixed(self) -> list[str]:
        return [name for name in DISTANCE if self.dials[0].dimensions.get(name) == "teacher"]

    def card(self, card_id: UUID | None = None) -> OfferedCard | None:
        return make_card(
            self.picture, self.dials, card_id=card_id or self.card_id, learner_id=UUID(int=1), asked=None, basis="",
            now=START,
        )  # fmt: skip


def override(kind: Any, **about: Any) -> OverrideOut:
    usual = dict.fromkeys(("goal_id", "activity_id", "subject", "level", "until", "ended_at"))
    return OverrideOut(
        **{**usual, **about}, override_id=uuid4(), kind=kind, scope="learner", scope_id=UUID(int=1), reason="anders",
        author_id="educator", made_at=START,
    )  # fmt: skip


def options_of(card: OfferedCard | None) -> Sequence[KeptOption]:
    return card.options if card else []


def estimated(tries: Iterable[tuple[bool, int, str]], mean: float) -> Estimate:
    found: Estimate | None = None
    for success, level, form in tries:
        found = counted(found, Belief(mean, 0.1), GENERAL_PRIOR, attempt(success, level=level, form=form))
    assert found is not None
    return found


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A few goals in a row or beside each other, up to thirty activities, and a learner of whom something is known."""
    count = draw(st.integers(1, 5))
    goals = [goal(goal_id=UUID(int=100 + place), subject=draw(st.sampled_from(SUBJECTS))) for place in range(count)]
    goals = [
        replace(one, prerequisite_ids=(goals[place - 1].goal_id,)) if place and draw(st.booleans()) else one
        for place, one in enumerate(goals)
    ]
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(FORMS[:4]), st.sampled_from(["solo", "pair", "team"]), st.sampled_from("abc"),
                st.integers(1, 5), st.sampled_from(KINDS), st.sets(st.integers(0, count - 1), min_size=1, max_size=2),
            ),
            min_size=1, max_size=30,
        )
    )  # fmt: skip
    shelf = [
        activity(*(goals[one] for one in sorted(of)), activity_id=UUID(int=1000 + place), form=form, company=company,
                 topic=topic, level=level, kind=kind, minutes=5 * level)
        for place, (form, company, topic, level, kind, of) in enumerate(rows)
    ]  # fmt: skip
    known = draw(st.dictionaries(st.sampled_from(goals).map(lambda one: one.goal_id), st.tuples(TRIES, LOGITS)))
    some = st.sets(st.sampled_from(shelf).map(lambda one: one.activity_id), max_size=3).map(frozenset)
    excluded, pinned = draw(some), draw(st.sampled_from([None, *shelf]))
    wanted = {pinned.activity_id: pin(pinned)} if pinned and pinned.activity_id not in excluded else {}
    low = draw(st.floats(0.4, 0.8))
    positions = {name: draw(st.sampled_from(["teacher", "shared", "learner"])) for name in DISTANCE}
    return World(
        Picture(
            catalogue=catalogue(goals, shelf),
            grades=frozenset({"groep-6"}),
            general=Belief(draw(LOGITS), draw(st.floats(0.01, 2))),
            estimates={goal_id: estimated(*values) for goal_id, values in known.items()},
            past=tuple(Past(one.activity_id, one.form) for one in draw(st.lists(st.sampled_from(shelf), max_size=12))),
            resting_activities=draw(some),
            wishes=Wishes(draw(st.frozensets(st.sampled_from(NEEDS))), draw(st.frozensets(st.sampled_from("abc")))),
            decided=Decided(wanted, excluded),
            settings=CardSettings(
                1, Zone(low, min(0.95, low + draw(st.floats(0.1, 0.4)))), share=draw(st.floats(0, 0.3))
            ),
            promised=draw(some),
        ),
        (dial(**positions),),
        draw(st.uuids()),
    )


@given(worlds())
def test_there_is_a_card_wherever_anything_may_be_done_and_never_one_otherwise(world: World) -> None:
    possible = [one for one in world.picture.catalogue.activities if world.picture.may_be_done(one)]
    assert (world.card() is None) == (not possible)


@given(worlds())
def test_a_card_has_two_to_four_options_wherever_the_dial_leaves_a_choice_of_two(world: World) -> None:
    card = world.card()
    options = options_of(card)
    candidates = candidates_for(world.picture, None, world.dials)
    alike = [tuple(getattr(one.activity, name) for name in world.fixed) for one in candidates]
    most = max((alike.count(one) for one in alike), default=0)
    assert len(options) <= 4
    assert len(options) >= min(most, 1 if len(world.fixed) == len(DISTANCE) else 2)


@given(worlds())
def test_options_are_pairwise_different_and_agree_in_what_the_teacher_fixed(world: World) -> None:
    card = world.card()
    options = options_of(card)
    free = [name for name in DISTANCE if name not in world.fixed]
    assert len({option.activity_id for option in options}) == len(options)
    assert len({tuple(getattr(option, name) for name in world.fixed) for option in options}) <= 1
    traits = {tuple(getattr(option, name) for name in free) for option in options}
    assert len(traits) == len(options) or len(options) <= 2


@given(worlds())
def test_nothing_is_offered_of_which_a_prerequisite_is_missing_or_that_was_left_out(world: World) -> None:
    card, picture = world.card(), world.picture
    offered = options_of(card)
    goals = [picture.catalogue.goals[one] for option in offered for one in option.goal_ids]
    assert all(picture.unmet(one) == [] for one in goals)
    assert not {option.activity_id for option in offered} & picture.decided.excluded


@given(worlds(), st.data())
def test_what_people_override_binds_every_card(world: World, data: st.DataObject) -> None:
    shelf, goals = world.picture.catalogue.activities, sorted(world.picture.catalogue.goals)
    out, gone = data.draw(st.sampled_from(shelf)).activity_id, data.draw(st.sampled_from(goals))
    levelled, level = data.draw(st.sampled_from(goals)), data.draw(st.integers(1, 5))
    standing = [
        override("exclude", activity_id=out),
        override("exclude", goal_id=gone),
        override("level", goal_id=levelled, level=level),
    ]
    decided = corrected(Decided({}, frozenset()), standing, world.picture.catalogue)
    offered = options_of(replace(world, picture=replace(world.picture, decided=decided)).card())
    assert out not in {option.activity_id for option in offered}
    assert not [option for option in offered if gone in option.goal_ids]
    assert {option.level for option in offered if levelled in option.goal_ids} <= {level}


@given(worlds())
def test_after_a_row_of_one_form_another_leads_wherever_one_is_near_the_zone(world: World) -> None:
    worn = tuple(Past(UUID(int=place), FORMS[0]) for place in range(3))
    explored, topics = CardSettings(share=0.3), world.picture.wishes.topics
    known = replace(world.picture, past=worn, decided=NOTHING_DECIDED)
    picture = replace(known, settings=explored, wishes=Wishes(frozenset(), topics))  # needs leave out before forms lead
    free = replace(world, picture=picture, dials=(dial(),))
    cards = [card for seed in range(12) if (card := free.card(UUID(int=seed << 64 | seed)))]
    rows = [row for card in cards[:1] for row in card.inputs["candidates"] if card.inputs["candidateCount"] <= 30]
    could = [row for row in rows if row["tier"] < FAR and "coverage" in row["features"]]
    assert not (could and FORMS[0] in {card.options[0].form for card in cards})


@given(worlds())
def test_one_above_what_went_well_is_on_every_card_that_may_have_it(world: World) -> None:
    wishes = Wishes(world.picture.wishes.needs, frozenset())
    picture = replace(world.picture, decided=NOTHING_DECIDED, wishes=wishes)
    card = replace(world, picture=picture, dials=(dial(),)).card()
    rows = card.inputs["candidates"] if card and card.inputs["candidateCount"] <= 30 else []
    could = [row for row in rows if row["inPool"] and row["tier"] < OUT_OF_SUBJECT and "above" in row["features"]]
    assert not could or any("above" in option.features for option in options_of(card))


@given(worlds())
def test_large_groups_stay_away_from_who_needs_that_as_long_as_there_is_a_choice_without(world: World) -> None:
    wishes = Wishes(frozenset({"no-large-groups"}), world.picture.wishes.topics)
    needing = replace(world, picture=replace(world.picture, wishes=wishes))
    card = needing.card()
    small = [one for one in candidates_for(needing.picture, None, world.dials) if one.activity.company not in LARGE]
    alike = [tuple(getattr(one.activity, name) for name in world.fixed) for one in small]
    most = max((alike.count(one) for one in alike), default=0)
    large = [option for option in options_of(card) if option.company in LARGE]
    assert not (large and most >= 2)


@given(worlds())
def test_the_same_picture_and_seed_give_the_same_card(world: World) -> None:
    assert world.card() == replace(world, picture=replace(world.picture)).card()


@given(worlds())
def test_every_reason_that_is_named_changed_the_ranking(world: World) -> None:
    """Reckoned anew from what the register keeps: features, scores and tiers of everything that was ranked."""
    card = world.card()
    ranked = card.inputs["candidates"] if card and card.inputs["candidateCount"] <= 30 else []
    heights = {row["activityId"]: row["score"] / TEMPERATURE - TIER_COST * row["tier"] for row in ranked}
    named = [(option, name) for option in (options_of(card) if ranked else []) for name in _scored(option)]
    assert all(_falls(option, name, heights) for option, name in named)


SAID_ONLY = {"zone": "zone", "step": "zone", "warm_up": "zone"}
BY_PLACE = {"coverage", "above", "due", "lapse", "choice", "only", "pitched"}
"""What gives a place or a tier of its own, or says that nothing raised the option."""


def _scored(option: KeptOption) -> list[str]:
    names = [SAID_ONLY.get(name, name) for name in leading(option)]
    return [name for name in names if name not in BY_PLACE]


def _falls(option: KeptOption, name: str, heights: dict[str, float]) -> bool:
    own = heights[str(option.activity_id)]
    less = own - WEIGHTS[name] * option.features[name] / TEMPERATURE
    others = [height for key, height in heights.items() if key != str(option.activity_id)]
    return any(less <= other + 0.001 and other <= own + 0.001 for other in others)


@given(worlds())
def test_nothing_a_card_says_is_ever_not_a_number(world: World) -> None:
    card = world.card()
    numbers = [
        number
        for option in options_of(card)
        for number in (option.expected_success, option.score, option.propensity, *option.features.values())
    ]
    assert all(map(isfinite, numbers))
    assert all(0 < option.propensity <= 1 for option in options_of(card))


@pytest.mark.parametrize("mean", [-1e308, -1e6, 1e6, 1e308])
@pytest.mark.parametrize("variance", [0.0, 1e-300, 1e6, 1e300])
def test_extreme_estimates_still_give_a_sound_card(mean: float, variance: float) -> None:
    one = goal()
    shelf = [activity(one, form=form, level=level) for form in FORMS[:4] for level in range(1, 6)]
    sure = replace(estimated([(True, 3, "game")] * 3, 0.0), belief=Belief(mean, variance))
    picture = Picture(catalogue([one], shelf), frozenset(), Belief(mean / 4, variance), {one.goal_id: sure})
    card = World(picture, (dial(),), UUID(int=5)).card()
    assert card is not None
    assert len(card.options) >= 2
    assert all(isfinite(option.score) and 0 < option.propensity <= 1 for option in card.options)


@given(worlds(), st.uuids())
def test_what_was_done_or_estimated_of_what_is_gone_breaks_no_card(world: World, gone: UUID) -> None:
    """Attempts at retired activities, estimates of unknown goals, and promises that nobody can find any more."""
    picture = replace(
        world.picture,
        estimates={**world.picture.estimates, gone: estimated([(True, 4, "game")] * 6, 3.0)},
        past=(*world.picture.past, Past(gone, "game")),
        chosen=(Past(gone, "music"),),
        promised=frozenset({gone}),
        due=frozenset({gone}),
        lapsed=frozenset({gone}),
        resting_activities=frozenset({gone}),
        resting_goals=frozenset({gone}),
    )
    assert (replace(world, picture=picture).card() is None) == (world.card() is None)


@pytest.mark.parametrize("share", [0.0, 0.3])
def test_propensities_are_the_frequencies_whatever_share_is_explored(share: float) -> None:
    one = goal()
    shelf = [
        activity(one, form=form, topic=topic, level=level, activity_id=UUID(int=place))
        for place, (form, topic, level) in enumerate(zip(FORMS[:8], "aabbccdd", (1, 2, 2, 2, 2, 3, 3, 2), strict=True))
    ]
    picture = Picture(catalogue([one], shelf), frozenset(), Belief(0.5, 0.3), {}, settings=CardSettings(share=share))
    world = World(picture, (dial(),), UUID(int=5))
    cards = [card for number in range(1, 1500) if (card := world.card(UUID(int=number << 64 | number)))]
    told = {row["activityId"]: row["propensity"] for row in cards[0].inputs["candidates"]}
    seen = {key: sum(key in {str(o.activity_id) for o in card.options} for card in cards) / len(cards) for key in told}
    assert seen == pytest.approx(told, abs=0.05)
    assert sum(told.values()) == pytest.approx(len(cards[0].options), abs=1e-4)


def test_the_explored_share_gives_every_option_of_the_pool_a_chance_that_one_can_reckon_with() -> None:
    one = goal()
    shelf = [activity(one, form=form, level=level) for form, level in zip(FORMS[:6], (1, 2, 2, 2, 3, 4), strict=True)]
    picture = Picture(catalogue([one], shelf), frozenset(), Belief(0.5, 0.3), {})
    explored, plain = (
        World(replace(picture, settings=CardSettings(share=0.3, exploration=on)), (dial(),), UUID(int=5)).card()
        for on in (True, False)
    )
    assert explored is not None
    assert plain is not None
    lowest = [
        min(row["propensity"] for row in card.inputs["candidates"] if row["inPool"]) for card in (explored, plain)
    ]
    assert lowest[0] >= 0.3 / 6 > lowest[1]
