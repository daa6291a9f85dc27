"""Short codes of learners."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from eigenwijs_shared.roster.codes import LENGTH, LETTERS, short_code


@given(st.uuids())
def test_a_code_is_short_and_made_of_signs_that_are_read_as_one_thing(learner_id: UUID) -> None:
    code = short_code(learner_id)
    assert len(code) == LENGTH
    assert set(code) <= set(LETTERS)


def test_a_code_stays_the_same() -> None:
    assert [short_code(UUID(int=number)) for number in (1, 2)] == ["DHGV", "4JTN"]


def test_codes_hardly_ever_meet() -> None:
    assert len({short_code(UUID(int=number)) for number in range(3000)}) > 2970
