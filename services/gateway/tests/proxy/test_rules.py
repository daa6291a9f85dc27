"""Which service answers which path."""

import pytest

from gateway_service.proxy.rules import part_of, plain_path, stand_in_of, takes_long

LEARNER = "/v1/learners/0198c0de-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/v1/me", "profile"),
        ("/v1/learners", "profile"),
        (LEARNER, "profile"),
        (f"{LEARNER}/agency", "profile"),
        (f"{LEARNER}/agency/proposals/x/accept", "profile"),
        ("/v1/agency/presets", "profile"),
        (f"{LEARNER}/attempts", "profile"),
        (f"{LEARNER}/choices", "choices"),
        (f"{LEARNER}/assignments", "choices"),
        (f"{LEARNER}/gather", "choices"),
        ("/v1/assignments/x", "choices"),
        ("/v1/groups/x/gather", "choices"),
        ("/v1/choices/x/start", "choices"),
        ("/v1/evidence-rules/board", "choices"),
        (f"{LEARNER}/calendars", "choices"),
        ("/v1/contracts/x/replan", "choices"),
        ("/v1/contracts/calendar.ics", "choices"),
        ("/v1/groups/x", "profile"),
        ("/v1/groups/x/evidence", "profile"),
        ("/v1/groups/x/choices", "choices"),
        ("/v1/groups/x/choice-cards", "choices"),
        ("/v1/groups/x/cards", "recommend"),
        ("/v1/groups/x/contracts/proposal", "choices"),
        ("/v1/groups/x/timetable", "choices"),
        ("/v1/groups/x/apart", "choices"),
        ("/v1/challenges/x/mapping", "choices"),
        (f"{LEARNER}/card", "recommend"),
        (f"{LEARNER}/cards", "recommend"),
        (f"{LEARNER}/mastery", "recommend"),
        ("/v1/cards/x", "recommend"),
        ("/v1/goals/x/prerequisites", "choices"),
        ("/v1/frameworks/imports", "choices"),
        ("/v1/electives/x/places/y", "choices"),
        ("/v1/roster/imports/x", "profile"),
        ("/v1/boards/x", "profile"),
        ("/v1/attempts/batch", "profile"),
        ("/ims/case/v1p1/CFDocuments", "choices"),
        ("/ims/case/v1p1/CFItems/x", "choices"),
        ("/ims/case/v1p1", None),
        ("/ims/case/v1p10/CFItems", None),
        ("/v1/board/counts", "profile"),
        ("/v1/board/exports/attempts", "profile"),
        ("/v1/board/exports/choices", "choices"),
        ("/v1/board/exports/goals", "choices"),
        ("/v1/board/exports/cards", "recommend"),
        ("/v1/board/exports/estimates", "recommend"),
        ("/v1/board/exports/passwords", "profile"),
        ("/v1/mesa", None),
        ("/v1/nothing", None),
        ("/v1/accounts", None),
    ],
)
def test_the_longest_pattern_wins(path: str, part: str | None) -> None:
    assert part_of("GET", path) == part


def test_a_new_board_is_composed_here() -> None:
    assert (part_of("POST", "/v1/boards"), part_of("GET", "/v1/boards")) == (None, "profile")


def test_cards_on_paper_are_composed_here() -> None:
    path = "/v1/groups/x/choice-cards.pdf"
    assert (part_of("GET", path), part_of("POST", path)) == (None, "choices")


@pytest.mark.parametrize(
    "raw",
    [
        b"/v1",
        b"/v1/",
        b"/v1/me/",
        b"/v1//me",
        b"//v1/me",
        b"/v1/./me",
        b"/v1/learners/../me",
        b"/v1/me/..",
        b"/v1/learners/%2e%2e/me",
        b"/v1/learners%2fx",
        b"/v1/me;a=b",
        b"/v1/me%00",
        b"/v1/me\\x",
        b"/v1/m\xc3\xa9",
        b"/v10/me",
        b"/ims/case/v1p1/../../v1/me",
        b"/ims/case/v1p1//CFItems",
        b"/ims/case/v1p1/%2e%2e/me",
        b"/ims/oneroster/x",
        b"/internal",
        b"/v1/me\n",
    ],
)
def test_a_path_with_tricks_goes_nowhere(raw: bytes) -> None:
    assert plain_path(raw) is None


@pytest.mark.parametrize("raw", [b"/v1/me", b"/v1/a/b-c_d.e~f", b"/v1/a/..b", b"/v1/a/.b"])
def test_a_plain_path_goes_on_as_it_is(raw: bytes) -> None:
    assert plain_path(raw) == raw.decode()


def test_only_reading_a_card_has_a_stand_in() -> None:
    assert stand_in_of("GET", f"{LEARNER}/card") == "choices"
    assert [stand_in_of("POST", f"{LEARNER}/card"), stand_in_of("GET", f"{LEARNER}/cards")] == [None, None]


def test_only_taking_data_out_may_take_minutes() -> None:
    assert takes_long("GET", "/v1/board/exports/attempts")
    assert [takes_long("GET", "/v1/board/counts"), takes_long("POST", "/v1/board/exports/attempts")] == [False, False]
