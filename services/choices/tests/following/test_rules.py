"""Whatever the catalogue holds: a corrective is another form, a second check another check, enrichment goes deeper."""

from dataclasses import dataclass
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from choices_service.following.rules import correctives, enrichments, lacks, second_check

GOALS = [UUID(int=number) for number in range(1, 4)]


@dataclass(frozen=True)
class Activity:
    activity_id: UUID
    goal_ids: tuple[UUID, ...]
    form: str
    medium: str
    kind: str
    level: int
    parallel_to: UUID | None = None
    parallel_by: UUID | None = None


activities = some.builds(
    Activity,
    activity_id=some.uuids(),
    goal_ids=some.lists(some.sampled_from(GOALS), min_size=1, max_size=2, unique=True).map(tuple),
    form=some.sampled_from(["game", "drawing", "exercise"]),
    medium=some.sampled_from(["screen", "offline"]),
    kind=some.sampled_from(["check", "corrective", "enrichment", "practice"]),
    level=some.integers(1, 5),
)
shelves = some.lists(activities, max_size=12, unique_by=lambda one: one.activity_id)


@given(done=activities, others=shelves)
def test_a_corrective_is_by_another_form_and_for_no_other_goal(done: Activity, others: list[Activity]) -> None:
    found = correctives(done, others)
    assert all(one.kind == "corrective" and one.form != done.form for one in found)
    assert all(set(one.goal_ids) <= set(done.goal_ids) for one in found)


@given(done=activities, others=shelves)
def test_enrichment_goes_deeper_rather_than_on(done: Activity, others: list[Activity]) -> None:
    found = enrichments(done, others)
    assert all(one.level > done.level and set(one.goal_ids) <= set(done.goal_ids) for one in found)


@given(done=activities, others=shelves)
def test_a_second_check_is_another_one(done: Activity, others: list[Activity]) -> None:
    found = second_check(done, [*others, done])
    assert found is None or (found.kind == "check" and found.activity_id != done.activity_id)


@given(shelf=shelves, done=activities)
def test_what_the_report_does_not_miss_is_there(shelf: list[Activity], done: Activity) -> None:
    here = [one for one in shelf if set(one.goal_ids) == {GOALS[0]}]
    missed = set(lacks(here))
    checks = [one for one in here if one.kind == "check"]
    whole = not missed & {"activity", "check", "corrective-in-another-form"}
    assert not whole or all(any(one.form != check.form for one in here if one.kind == "corrective") for check in checks)


def test_the_other_form_of_a_check_goes_before_any_other_check() -> None:
    a_form, b_form, other = (
        Activity(UUID(int=number), (GOALS[0],), "exercise", "offline", "check", 3, parallel_to=of)
        for number, of in ((11, None), (13, UUID(int=11)), (12, None))
    )
    first = Activity(**{**a_form.__dict__, "parallel_by": b_form.activity_id})
    assert second_check(first, [other, b_form]) == b_form
    assert second_check(b_form, [other, a_form]) == a_form


def test_every_form_comes_once_before_any_comes_twice() -> None:
    done = Activity(UUID(int=9), (GOALS[0],), "exercise", "offline", "check", 3)
    shelf = [
        Activity(UUID(int=20 + place), (GOALS[0],), form, "offline", "corrective", 2)
        for place, form in enumerate(["game", "game", "drawing"])
    ]
    assert [one.form for one in correctives(done, shelf)] == ["game", "drawing", "game"]
