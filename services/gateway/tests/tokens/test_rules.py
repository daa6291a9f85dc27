"""Waiting after failures, and how secrets and names are read."""

import pytest

from gateway_service.accounts.rules import normal_username
from gateway_service.tokens.backoff import Backoff
from gateway_service.tokens.passwords import Passwords


def failed(backoff: Backoff, times: int, *, now: float = 0.0) -> None:
    for _ in range(times):
        backoff.tries("anna", now)


def test_the_first_tries_are_free_and_then_each_costs_twice_the_last() -> None:
    backoff = Backoff(free=3, longest_s=300)
    waits = []
    for _ in range(6):
        waits.append(backoff.wait_s("anna", 0))
        backoff.tries("anna", 0)
    assert waits == [0, 0, 0, 2, 4, 8]


def test_waiting_has_an_end_and_is_forgotten() -> None:
    backoff = Backoff(free=1, longest_s=30, forget_s=900)
    failed(backoff, 50)
    assert (backoff.wait_s("anna", 0), backoff.wait_s("anna", 29), backoff.wait_s("anna", 31)) == (30, 1, 0)
    failed(backoff, 1, now=1000)
    assert backoff.wait_s("anna", 1000) == 2


def test_success_takes_back_its_own_try_or_all() -> None:
    school, person = Backoff(free=2, longest_s=30), Backoff(free=2, longest_s=30)
    failed(school, 3)
    failed(person, 3)
    school.succeeded("anna", forgives=False)
    person.succeeded("anna", forgives=True)
    assert (school.wait_s("anna", 0), person.wait_s("anna", 0)) == (2, 0)


def test_it_remembers_only_so_many() -> None:
    backoff = Backoff(free=1, longest_s=30, remembered=2)
    for name in ("anna", "bram", "cato"):
        backoff.tries(name, 0)
    assert [backoff.wait_s(name, 0) > 0 for name in ("anna", "bram", "cato")] == [False, True, True]


@pytest.mark.parametrize(
    ("written", "read"), [(" Anna@Demo ", "anna@demo"), ("\ufb01n", "fin"), ("STRASSE", "strasse")]
)
def test_a_name_is_the_same_however_it_is_typed(written: str, read: str) -> None:
    assert normal_username(written) == read


async def test_a_password_fits_however_its_accents_are_composed() -> None:
    passwords = Passwords()
    stored = await passwords.hash("caf\u00e9 om de hoek")
    assert await passwords.verify(stored, "cafe\u0301 om de hoek")
    assert not await passwords.verify(stored, "cafe om de hoek")
    assert not await passwords.verify(None, "cafe om de hoek")
    assert not await passwords.verify("no hash", "cafe om de hoek")
