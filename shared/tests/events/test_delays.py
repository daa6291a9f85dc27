"""How long an event waits before it is offered again."""

from eigenwijs_shared.events.consume import (
    EARLY_TRIES,
    FEWEST,
    MOST,
    SLOW_S,
    TRIES,
    delay_before,
    delay_before_early,
    next_batch,
)


def test_what_came_too_early_comes_again_sooner_than_what_failed() -> None:
    early, failed = (sum(delay(tries) for tries in range(1, 11)) for delay in (delay_before_early, delay_before))
    assert early < 3 < failed


def test_both_get_minutes_before_they_are_dead_letters() -> None:
    early = sum(delay_before_early(tries) for tries in range(1, EARLY_TRIES))
    failed = sum(delay_before(tries) for tries in range(1, TRIES))
    assert 300 < failed < 900
    assert 300 < early < 900


def test_batches_grow_while_they_are_full_and_quick_and_shrink_when_they_are_slow() -> None:
    assert next_batch(FEWEST, FEWEST, 0.1) == 2 * FEWEST
    assert next_batch(MOST, MOST, 0.1) == MOST
    assert next_batch(FEWEST, 3, 0.1) == FEWEST
    assert next_batch(512, 512, SLOW_S) == 512
    assert next_batch(1024, 1024, 2 * SLOW_S) == 512
    assert next_batch(FEWEST, FEWEST, 2 * SLOW_S) == FEWEST
