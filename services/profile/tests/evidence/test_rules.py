"""What evidence counts and what it tells."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_service.evidence.rules import SUFFICIENT, WEIGHT_OF, may_record, result_of, rubric_score, weight_of


@dataclass
class Line:
    levels: list[str]
    scored: int


LINES = st.lists(
    st.integers(2, 6).flatmap(lambda n: st.builds(Line, st.just(["x"] * n), st.integers(0, n - 1))), min_size=1
)


@given(LINES)
def test_a_rubric_scores_between_nothing_and_all(lines: list[Line]) -> None:
    assert 0 <= rubric_score(lines) <= 1


@given(st.integers(2, 6), st.integers(1, 20))
def test_the_ends_of_a_rubric_are_nothing_and_all(levels: int, criteria: int) -> None:
    assert rubric_score([Line(["x"] * levels, 0)] * criteria) == 0
    assert rubric_score([Line(["x"] * levels, levels - 1)] * criteria) == 1


@pytest.mark.parametrize(
    ("score", "success", "result"),
    [
        (0.0, None, (0.0, False)),
        (SUFFICIENT, None, (SUFFICIENT, True)),
        (0.2, True, (0.2, True)),
        (None, True, (1.0, True)),
        (None, False, (0.0, False)),
    ],
)
def test_score_and_success_tell_each_other(
    score: float | None, success: bool | None, result: tuple[float, bool]
) -> None:
    assert result_of(score, success) == result


def test_judgements_by_educators_count_most_and_ones_own_hardly() -> None:
    assert WEIGHT_OF["product"] > weight_of("paper-check", check=True) > WEIGHT_OF["observation"]
    assert WEIGHT_OF["observation"] > WEIGHT_OF["peer-assessment"] > WEIGHT_OF["self-assessment"]
    assert WEIGHT_OF["self-assessment"] <= 0.2


def test_a_check_is_a_matter_of_paper_alone() -> None:
    assert weight_of("observation", check=True) == weight_of("observation", check=False)


def test_nobody_speaks_for_another_role() -> None:
    assert not may_record("learner", "self-assessment", about_oneself=False)
    assert not may_record("educator", "self-assessment", about_oneself=False)
    assert may_record("board-admin", "correction", about_oneself=False)
