"""Minutes of a day and times on the clock at school."""

from datetime import UTC, date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from choices_service.timetables.rules import Hours, hours_of, today_here

Said = tuple[list[dict[str, object]], list[date]]
MONDAY = date(2026, 11, 23)
TWO = Hours(((1, time(9), time(9, 30)), (1, time(11), time(11, 45))))


def test_nobody_said_when_is_an_hour_on_school_days() -> None:
    assert [Hours().minutes(date(2026, 11, 23 + day)) for day in range(7)] == [60] * 5 + [0, 0]
    assert Hours(days_off=frozenset([MONDAY])).minutes(MONDAY) == 0


def test_hours_of_several_groups_count_once_where_they_overlap() -> None:
    one: Said = ([{"weekday": 1, "starts": "09:00", "ends": "10:00"}], [])
    other: Said = ([{"weekday": 1, "starts": "09:30", "ends": "10:15"}], [date(2026, 11, 30)])
    hours = hours_of([one, other])
    assert (hours.minutes(MONDAY), hours.on(MONDAY)) == (75, [(time(9), time(10, 15))])
    assert hours.minutes(date(2026, 11, 30)) == 0


def test_work_goes_on_after_the_break() -> None:
    assert [TWO.when(MONDAY, 0, 30), TWO.when(MONDAY, 30, 15)] == [
        (datetime(2026, 11, 23, 8, tzinfo=UTC), datetime(2026, 11, 23, 8, 30, tzinfo=UTC)),
        (datetime(2026, 11, 23, 10, tzinfo=UTC), datetime(2026, 11, 23, 10, 15, tzinfo=UTC)),
    ]


def test_more_than_there_is_time_for_has_no_times() -> None:
    assert TWO.when(MONDAY, 60, 30) is None
    assert Hours().when(MONDAY, 0, 10) is None


def test_it_is_tomorrow_at_school_before_it_is_in_utc() -> None:
    assert today_here(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == MONDAY


@given(st.integers(0, 70), st.integers(5, 75))
def test_times_span_at_least_the_minutes(begin: int, minutes: int) -> None:
    found = TWO.when(MONDAY, begin, minutes)
    assert (found is None) == (begin + minutes > 75)
    assert found is None or (found[1] - found[0]).total_seconds() >= 60 * minutes
