"""The learner's own words are for whom the learner chose, and being in charge is no reason to see them."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from eigenwijs_shared.audience import Audience, LearnerDecides, audiences_at_first, chosen_by, may_see
from eigenwijs_shared.auth import Principal, Role

LEARNER = uuid4()


def caller(role: Role, subject: UUID | str = "client") -> Principal:
    return Principal(str(subject), role, uuid4(), frozenset())


@pytest.mark.parametrize(
    ("role", "chosen"), [("educator", "coach"), ("parent", "parents"), ("sis", "board"), ("board-admin", "board")]
)
def test_each_sees_only_what_was_chosen_for_them(role: Role, chosen: Audience) -> None:
    others = {"coach", "parents", "board"} - {chosen}
    assert may_see(caller(role, uuid4()), LEARNER, [chosen])
    assert not may_see(caller(role, uuid4()), LEARNER, others)


def test_a_learner_sees_its_own_and_nobody_elses() -> None:
    assert may_see(caller("learner", LEARNER), LEARNER, [])
    assert not may_see(caller("learner", uuid4()), LEARNER, ["coach", "parents", "board"])


@pytest.mark.parametrize(
    ("role", "first"), [("learner", ["coach"]), ("educator", ["coach"]), ("sis", ["coach", "board"])]
)
def test_at_first_the_coach_sees_it_and_who_wrote_it_down(role: Role, first: Any) -> None:
    assert audiences_at_first(caller(role)) == first


@pytest.mark.parametrize("role", ["educator", "parent", "sis", "board-admin"])
def test_nobody_chooses_for_the_learner(role: Role) -> None:
    with pytest.raises(LearnerDecides):
        chosen_by(caller(role, uuid4()), LEARNER, ["coach"])
