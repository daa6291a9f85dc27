"""The usual ports, others where those are taken, and exactly the one that was asked for."""

import socket
from collections.abc import Iterator

import pytest

from embedded import ports


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind((ports.HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def usual(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Usual ports that are free on this machine, whatever else runs on it."""
    free = {name: ports.any_free() for name in ports.USUAL}
    monkeypatch.setattr(ports, "USUAL", free)
    return free


def test_the_usual_ports_are_chosen_when_they_are_free(usual: dict[str, int]) -> None:
    assert ports.choose({}) == usual


def test_another_port_is_chosen_when_the_usual_is_taken(usual: dict[str, int], taken: int) -> None:
    usual["gateway"] = taken
    assert (ports.choose({})["gateway"] - taken) % 100 == 0
    assert ports.choose({})["gateway"] != taken


def test_no_port_is_chosen_twice(usual: dict[str, int]) -> None:
    usual["profile"] = usual["gateway"]
    assert len(set(ports.choose({}).values())) == len(usual)


@pytest.mark.usefixtures("usual")
def test_a_port_that_was_asked_for_is_chosen() -> None:
    asked = ports.any_free()
    assert ports.choose({"EW_PORT": str(asked)})["gateway"] == asked


@pytest.mark.usefixtures("usual")
def test_a_port_that_was_asked_for_but_taken_is_refused_by_name(taken: int) -> None:
    with pytest.raises(ports.PortTaken, match=f"EW_NATS_PORT={taken}"):
        ports.choose({"EW_NATS_PORT": str(taken)})


@pytest.mark.usefixtures("usual")
def test_zero_asks_for_any_free_port() -> None:
    assert ports.is_free(ports.choose({"EW_PORT": "0"})["gateway"])
