import pytest
from services.recommend.tests.cards.test_card_rules import dial, made, picture

from eigenwijs_shared.agency import DIMENSIONS
from eigenwijs_shared.errors import Language
from recommend_service.cards import words
from recommend_service.cards.card import KeptOption
from recommend_service.cards.reasons import agency_notes, expected_in_words, leading, missing_evidence, reason
from recommend_service.cards.scoring import WEIGHTS

UNSAID = {"zone", "stuck", "needless", "below", "suited", "massed", "plateau"}
DEFICIT = ("zwak", "achter", "slecht", "niet goed genoeg", "tekort", "fout", "weak", "behind", "poor", "fail")


def option_with(expected: float = 0.7, **features: float) -> KeptOption:
    return made(picture()).options[0].model_copy(update={"features": features, "expected_success": expected})


def test_a_reason_names_what_weighed_most_and_how_it_fits() -> None:
    assert leading(option_with(going=1.0, variety=0.9)) == ["zone", "going"]
    assert leading(option_with(0.5, corrective=1.0)) == ["step", "corrective"]
    assert leading(option_with(0.95, variety=1.0)) == ["warm_up", "variety"]


def test_what_hardly_counted_is_not_given_as_a_reason() -> None:
    assert leading(option_with(variety=0.1)) == ["zone"]


def test_freshness_is_a_reason_only_where_there_is_no_other() -> None:
    assert leading(option_with(fresh=1.0, variety=0.8)) == ["zone", "variety"]
    assert leading(option_with(fresh=1.0)) == ["zone", "fresh"]


@pytest.mark.parametrize("spoken", [words.FOR_LEARNER, words.FOR_EDUCATOR, words.FOR_PARENT])
def test_every_feature_that_can_lead_has_its_words(spoken: dict[str, dict[str, str]]) -> None:
    assert spoken.keys() == (WEIGHTS.keys() - UNSAID) | {"zone", "step", "warm_up"}


def test_features_without_words_never_add_enough_to_lead() -> None:
    assert all(WEIGHTS[name] < 0 for name in UNSAID - {"zone", "suited"})


def test_what_a_learner_needs_is_never_a_reason_and_what_it_likes_always_is() -> None:
    assert leading(option_with(suited=2.0)) == ["zone"]
    assert leading(option_with(going=1.0, variety=0.9, interest=1.0)) == ["zone", "going", "interest"]


def test_nothing_said_to_learners_or_parents_is_about_what_they_lack() -> None:
    said = " ".join(
        text for spoken in (words.FOR_LEARNER, words.FOR_PARENT) for one in spoken.values() for text in one.values()
    ) + " ".join(text for _, one in words.EXPECTED for text in one.values())
    assert not [word for word in DEFICIT if word in said.lower()]


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
    [one] = missing_evidence(made(picture()), "en")
    assert one.message.startswith("Work on ‘Breuken lezen’ 3 more")
