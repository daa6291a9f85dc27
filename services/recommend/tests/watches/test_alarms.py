"""At most three new alarms an educator a day, whatever happens; none is lost."""

from datetime import timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from services.recommend.tests.make import START

from recommend_service.watches.alarms import A_DAY, Pending, alarms_now

WATCHES = st.lists(
    st.builds(
        lambda educator, watch, urgency: Pending(
            UUID(int=educator), UUID(int=watch), UUID(int=watch), urgency, START + timedelta(minutes=watch)
        ),
        st.integers(1, 3),
        st.integers(1, 40),
        st.integers(0, 600),
    ),
    unique_by=lambda one: (one.educator_id, one.watch_id),
    max_size=40,
)


def counted(alarms: list[Pending]) -> dict[UUID, int]:
    found = [one.educator_id for one in alarms]
    return {one: found.count(one) for one in set(found)}


@given(WATCHES, st.dictionaries(st.integers(1, 3).map(lambda one: UUID(int=one)), st.integers(0, 3)))
def test_nobody_hears_of_more_than_three_new_ones_a_day(pending: list[Pending], given_today: dict[UUID, int]) -> None:
    now = counted(alarms_now(pending, given_today))
    assert all(number + given_today.get(one, 0) <= A_DAY for one, number in now.items())


@given(WATCHES, WATCHES)
def test_asking_twice_on_one_day_gives_no_more(first: list[Pending], later: list[Pending]) -> None:
    heard = alarms_now(first, {})
    known = {(one.educator_id, one.watch_id) for one in heard}
    again = alarms_now([one for one in later if (one.educator_id, one.watch_id) not in known], counted(heard))
    assert all(number <= A_DAY for number in counted([*heard, *again]).values())


@settings(max_examples=50)
@given(WATCHES)
def test_the_rest_waits_and_everything_is_heard_of_in_the_end(pending: list[Pending]) -> None:
    heard = _in_the_end(pending, [])
    assert {(one.educator_id, one.watch_id) for one in heard} == {(one.educator_id, one.watch_id) for one in pending}


def _in_the_end(pending: list[Pending], heard: list[Pending]) -> list[Pending]:
    now = alarms_now(pending, {})
    return [*heard, *now] if not now else _in_the_end([one for one in pending if one not in now], [*heard, *now])


@given(WATCHES)
def test_the_most_urgent_come_first(pending: list[Pending]) -> None:
    now = alarms_now(pending, {})
    waiting = [one for one in pending if one not in now]
    assert all(late.rank >= max(one.rank for one in now if one.educator_id == late.educator_id) for late in waiting)
