"""What fails is left for a while and tried again; what is nobody's fault goes on its way."""

from uuid import uuid4

import pytest
from nats.errors import TimeoutError as NatsTimeout

from eigenwijs_shared.aside import RAISING, Aside

ONE, OTHER = uuid4(), uuid4()


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_failed_is_left_alone_until_its_time() -> None:
    clock = Clock()
    aside = Aside("work", lasting_s=60, clock=clock)
    with aside.trying() as concerns:
        concerns(ONE)
        raise KeyError("broken")
    with aside.trying(OTHER):
        pass
    assert aside.ids == [ONE]
    clock.now = 61
    assert aside.ids == []


@pytest.mark.parametrize("away", [ConnectionRefusedError(), NatsTimeout()])
def test_what_is_away_is_against_nobody(away: Exception) -> None:
    aside = Aside("work")
    with pytest.raises(type(away)), aside.trying(ONE):
        raise away
    assert aside.ids == []


def test_what_fails_before_it_is_known_whose_it_is_goes_on_its_way() -> None:
    with pytest.raises(KeyError), Aside("work").trying():
        raise KeyError("broken")


def test_who_does_one_piece_of_work_is_told() -> None:
    with pytest.raises(KeyError), RAISING.trying(ONE):
        raise KeyError("broken")
