import pytest
from services.recommend.tests.cards.test_card_rules import dial, made, picture

from eigenwijs_shared.agency import DIMENSIONS
from eigenwijs_shared.errors import Language
from recommend_service.card_settings.rules import CardSettings, Zone
from recommend_service.cards.card import KeptOption
from recommend_service.cards.reasons import agency_notes, expected_in_words, leading, missing_evidence, reason, zone_of
from recommend_service.cards.scoring import WEIGHTS
from recommend_service.cards.words import say

UNSAID = {"zone", "stuck", "needless", "below", "suited", "massed", "plateau"}


def option_with(expected: float = 0.7, **features: float) -> KeptOption:
    grounds = ["zone", *features]
    return (
        made(picture())
        .options[0]
        .model_copy(update={"features": features, "grounds": grounds, "expected_success": expected})
    )


def test_a_reason_names_what_weighed_most_and_how_it_fits() -> None:
    assert leading(option_with(going=1.0, variety=0.9)) == ["zone", "going"]
    assert leading(option_with(0.5, corrective=1.0)) == ["step", "corrective"]
    assert leading(option_with(0.95, variety=1.0)) == ["warm_up", "variety"]


def test_what_hardly_counted_is_not_given_as_a_reason() -> None:
    assert leading(option_with(variety=0.1)) == ["zone"]


def test_freshness_is_a_reason_only_where_there_is_no_other() -> None:
    assert leading(option_with(fresh=1.0, variety=0.8)) == ["zone", "variety"]
    assert leading(option_with(fresh=1.0)) == ["zone", "fresh"]


@pytest.mark.parametrize("reader", ["learner", "educator", "parent"])
def test_every_feature_that_can_lead_has_its_words(reader: str) -> None:
    spoken = set(say.names("reason.", reader))
    assert spoken >= {name for name, weight in WEIGHTS.items() if weight > 0} - UNSAID
    assert spoken >= {"zone", "step", "warm_up", "choice", "only"}
    assert spoken.isdisjoint(UNSAID - {"zone"})


def test_features_without_words_never_add_enough_to_lead() -> None:
    assert all(WEIGHTS[name] < 0 for name in UNSAID - {"zone", "suited"})


def test_a_feature_that_nobody_has_words_for_is_not_named() -> None:
    assert leading(option_with(brand_new=1.0, going=1.0)) == ["zone", "going"]


def test_what_a_learner_needs_is_never_a_reason_and_what_it_likes_always_is() -> None:
    assert leading(option_with(suited=2.0)) == ["zone"]
    assert leading(option_with(going=1.0, variety=0.9, interest=1.0)) == ["zone", "going", "interest"]


def test_a_feature_without_which_nothing_would_stand_otherwise_is_not_named() -> None:
    option = option_with(going=1.0, check=1.0).model_copy(update={"grounds": ["check"]})
    assert leading(option) == ["check"]


def test_what_nothing_raised_is_there_for_the_choice_or_is_all_that_there_is() -> None:
    card = made(picture())
    bare = card.options[0].model_copy(update={"grounds": []})
    assert leading(bare, card) == ["choice"]
    assert leading(bare, card.model_copy(update={"options": [bare]})) == ["only"]


def test_a_card_of_before_grounds_were_kept_still_says_what_weighed_most() -> None:
    option = option_with(going=1.0).model_copy(update={"grounds": None})
    assert leading(option) == ["zone", "going"]


def test_the_zone_that_is_named_is_the_one_that_held_then() -> None:
    card = made(picture(settings=CardSettings(3, Zone(0.4, 0.55))))
    assert zone_of(card) == Zone(0.4, 0.55)
    assert "(zone 40–55%)" in reason(card, card.options[0], "nl", numbers=True).educator


@pytest.mark.parametrize(("language", "begin"), [("nl", "Uw kind werkt aan"), ("en", "Your child works on")])
def test_a_reason_speaks_the_callers_language(language: Language, begin: str) -> None:
    card = made(picture())
    assert reason(card, card.options[0], language, numbers=True).parent.startswith(begin)


def test_expectations_are_words_that_encourage() -> None:
    assert expected_in_words(0.72, "nl") == "Dit lukt je waarschijnlijk goed"
    assert expected_in_words(0.0, "en").startswith("A tough challenge")


def test_every_dimension_that_the_teacher_holds_is_explained() -> None:
    card = made(picture(), dial(**dict.fromkeys(DIMENSIONS, "teacher")))
    notes = agency_notes(card, "nl")
    assert [note.dimension for note in notes] == list(DIMENSIONS)
    assert all("versie 4" in note.educator and "de groep" in note.educator for note in notes)


@pytest.mark.parametrize("grade", ["groep-6", "vo-1"])
def test_in_every_school_it_is_a_leraar(grade: str) -> None:
    card = made(picture(grades=frozenset({"groep-6", grade})), dial(pace="teacher"))
    assert agency_notes(card, "nl")[0].learner == "Je leraar bepaalt nu het tempo."


def test_missing_evidence_says_what_would_do() -> None:
    card = made(picture())
    [one] = missing_evidence(card, "en")
    assert one.message.startswith("Work on ‘Breuken lezen’ 3 more times;")
    last = card.missing[0].model_copy(update={"number": 1})
    [one] = missing_evidence(card.model_copy(update={"missing": [last]}), "nl")
    assert one.message.startswith("Werk nog één keer aan ‘Breuken lezen’;")


def test_kinds_of_evidence_are_listed_as_the_language_does() -> None:
    card = made(picture())
    lacking = card.missing[0].model_copy(update={"lack": "kind", "number": 2, "kinds": ["check", "product"]})
    [one] = missing_evidence(card.model_copy(update={"missing": [lacking]}), "nl")
    assert one.message == "Laat ‘Breuken lezen’ nog 2 keer zien in een toetsje of iets wat je maakt."
