"""How well questions of learners find the goals that a coach would link, on questions that nothing was tuned on.

`pytest -s` on this file prints precision@5 and recall@5 next to plain keyword search. The questions to tune on stand in
questions-tuning.jsonl, those to judge by in questions-test.jsonl; both are there in English too (`-en`), the latter
translated after the list of English words was done, and each is asked once more with a slip in its longest words.
"""

import sys
from collections import Counter

import pytest
from services.choices.tests.mapping.curriculum import Curriculum, Quality, Question, misspelt, quality, questions

AT_LEAST = Quality(precision=0.22, recall=0.6, best=0)


def _asked() -> dict[str, list[Question]]:
    plain = {name: questions(name) for name in ("tuning", "test", "tuning-en", "test-en")}
    return plain | {f"{name} misspelt": misspelt(plain[name]) for name in ("tuning", "test")}


@pytest.fixture(scope="module")
def measured(curriculum: Curriculum) -> dict[tuple[str, str], Quality]:
    ways = {"keywords": curriculum.by_keyword, "stems": curriculum.by_stem, "mapping": curriculum.mapped}
    return {
        (name, way): quality(curriculum, asked, [find(question) for question in asked])
        for name, asked in _asked().items()
        for way, find in ways.items()
    }


def test_the_mapping_beats_plain_keyword_search_clearly(measured: dict[tuple[str, str], Quality]) -> None:
    sys.stdout.writelines(f"\n{name:>15} {way:>8}: {found}" for (name, way), found in measured.items())
    mapped, plain = measured["test", "mapping"], measured["test", "keywords"]
    assert mapped.precision > 2 * plain.precision
    assert mapped.recall > 2 * plain.recall
    assert mapped.recall > 1.5 * measured["test", "stems"].recall
    assert mapped.precision >= AT_LEAST.precision
    assert mapped.recall >= AT_LEAST.recall


def test_it_is_as_good_on_questions_it_was_not_tuned_on(measured: dict[tuple[str, str], Quality]) -> None:
    assert measured["test", "mapping"].recall > measured["tuning", "mapping"].recall - 0.1


def test_misspelt_questions_find_most_of_what_they_would_without_the_slips(
    measured: dict[tuple[str, str], Quality],
) -> None:
    slipped = measured["test misspelt", "mapping"]
    assert slipped.recall > 0.75 * measured["test", "mapping"].recall
    assert slipped.recall > 2 * measured["test misspelt", "stems"].recall


def test_english_questions_find_goals_of_a_dutch_curriculum(measured: dict[tuple[str, str], Quality]) -> None:
    english = measured["test-en", "mapping"]
    assert english.recall > 0.6 * measured["test", "mapping"].recall
    assert english.recall > 2 * measured["test-en", "stems"].recall


def test_the_questions_are_many_spread_over_four_sets_and_apart(curriculum: Curriculum) -> None:
    asked, tuned = questions("test"), questions("tuning")
    assert len(asked) >= 60
    assert set(Counter(question.set for question in asked).values()) == {16}
    assert not {question.title for question in asked} & {question.title for question in tuned}


def test_every_label_is_a_goal_that_there_is(curriculum: Curriculum) -> None:
    known = {
        label for item in curriculum.items.values() for label in (item["humanCodingScheme"], item["fullStatement"])
    }
    assert {goal for question in [*questions("test"), *questions("tuning")] for goal in question.goals} <= known
