"""What educators decided, in words for everybody who may read it."""

from datetime import date
from types import SimpleNamespace
from typing import Any, get_args

import pytest

from eigenwijs_shared.assigned_words import day_in_words, in_words
from eigenwijs_shared.contracts.assignments import GROUNDS, AssignedTo, AssignmentKind, Ground

HARD = ("moet", "must", "verplicht", "onvoldoende", "achterstand", "fout", "zwak", "behind", "weak", "fail")


def said(kind: Any, scope: Any, ground: Ground) -> Any:
    return SimpleNamespace(kind=kind, scope=scope, ground=ground, until=date(2026, 12, 1))


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("scope", get_args(AssignedTo))
@pytest.mark.parametrize("kind", get_args(AssignmentKind))
def test_each_reader_gets_whole_and_kind_sentences_in_both_languages(kind: Any, scope: Any, ground: Any) -> None:
    spoken = [in_words(said(kind, scope, ground), language, text) for language in ("nl", "en") for text in (None, "Ja")]
    sentences = [text for one in spoken for text in (one.learner, one.educator, one.parent)]
    assert all(text[0].isupper() and "{" not in text and "  " not in text for text in sentences)
    assert not [word for word in HARD for text in sentences if word in text.lower().split()]
    assert len(set(sentences)) == len(sentences)


def test_what_the_educator_wrote_takes_the_place_of_ask_why() -> None:
    other = said("pin", "learner", "other")
    assert in_words(other, "nl").learner.endswith("Vraag je leraar gerust waarom.")
    assert in_words(other, "nl", "Omdat het past.").learner == (
        "Je leraar houdt dit voor je op de kaart. Je leraar schreef erbij: ‘Omdat het past.’"
    )


@pytest.mark.parametrize(("language", "day"), [("nl", "1 december 2026"), ("en", "1 December 2026")])
def test_days_are_said_as_people_do(language: Any, day: str) -> None:
    assert day_in_words(date(2026, 12, 1), language) == day
