import json
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

LoadDemo = Callable[[], Awaitable[dict[str, Any]]]


async def test_the_summary_names_the_board_its_accounts_and_both_clients(load_demo: LoadDemo) -> None:
    summary = await load_demo()

    assert summary["board"] == {"boardId": "b1", "name": "Demo"}
    assert [account["role"] for account in summary["accounts"]].count("learner") == 6
    assert all("learnerId" in account for account in summary["accounts"] if account["role"] == "learner")
    assert [client["role"] for client in summary["clients"]] == ["system", "sis"]


async def test_everything_arrives(load_demo: LoadDemo, suite: Any) -> None:
    await load_demo()

    arrived = {kind: len(things) for kind, things in suite.made.items()}
    assert arrived == {"boards": 1, "activities": 240, "accounts": 12, "frameworks": 2}
    assert 7_500 < len(suite.attempts) < 8_500
    assert len(suite.dials) == 6


async def test_the_attempts_fill_the_three_whole_weeks_before_today(load_demo: LoadDemo, suite: Any) -> None:
    await load_demo()

    days = {date.fromisoformat(attempt["occurredAt"][:10]) for attempt in suite.attempts.values()}
    assert (min(days), max(days)) == (date(2026, 11, 2), date(2026, 11, 20))


async def test_a_second_run_sends_nothing(load_demo: LoadDemo, suite: Any) -> None:
    first = await load_demo()
    sent = suite.requests.total()

    assert await load_demo() == first
    assert suite.requests.total() == sent


async def test_every_b_form_names_its_a_form(load_demo: LoadDemo, suite: Any) -> None:
    await load_demo()

    made = {one["activityId"]: one for one in suite.made["activities"].values()}
    forms = [one for one in made.values() if "parallelTo" in one]
    assert len(forms) == 8
    assert all(made[one["parallelTo"]]["goalIds"] == one["goalIds"] for one in forms)
    assert all(made[one["parallelTo"]]["kind"] == one["kind"] == "check" for one in forms)


async def test_choices_come_in_every_state_that_a_teacher_meets(load_demo: LoadDemo, suite: Any) -> None:
    await load_demo()

    paths = [one["path"].split("/")[-1] for one in suite.posted.values()]
    put = [path.split("/")[0] + "/" + path.split("/")[-1] for path in suite.put if "preferences" not in path]
    assert {kind: paths.count(kind) for kind in sorted(set(paths))} == {
        "allocation": 1,
        "assignments": 2,
        "challenges": 4,
        "contracts": 3,
        "electives": 2,
        "evidence": 2,
        "presentation": 1,
        "proposal": 1,
    }
    assert [put.count(f"challenges/{what}") for what in ("mapping", "plan")] == [3, 2]
    assert "groups/timetable" in put


# After the board, the roster, a framework, an activity, an account, attempts, a dial, a challenge and wishes.
@pytest.mark.parametrize("breaks_at", [2, 4, 7, 100, 257, 270, 281, 295, 330, 370])
async def test_a_broken_run_goes_on_where_it_stopped(load_demo: LoadDemo, suite: Any, breaks_at: int) -> None:
    suite.breaks_at = breaks_at
    with pytest.raises(ConnectionError):
        await load_demo()

    summary = await load_demo()

    assert {kind: len(things) for kind, things in suite.made.items()}["activities"] == 240
    assert [len(suite.made["boards"]), len(suite.made["accounts"]), len(suite.dials)] == [1, 12, 6]
    assert [len(suite.posted), sum("preferences" in path for path in suite.put)] == [16, 34]
    told = {account["username"]: account["password"] for account in summary["accounts"]}
    assert told == {made["username"]: made["password"] for made in suite.made["accounts"].values()}


async def test_attempts_are_sent_again_while_their_activity_is_not_known_yet(load_demo: LoadDemo, suite: Any) -> None:
    suite.lagging = 2

    await load_demo()

    sent = suite.requests["POST /v1/attempts/batch"]
    assert sent == 2 + -(-len(suite.attempts) // 1000)


async def test_a_request_that_is_still_in_flight_is_asked_again(load_demo: LoadDemo, suite: Any) -> None:
    suite.in_flight = 3

    await load_demo()

    assert suite.requests["POST /v1/activities"] == 240 + 3


async def test_every_installation_has_passwords_of_its_own(load_demo: LoadDemo, tmp_path: Path) -> None:
    first = await load_demo()
    (tmp_path / "demo.json").unlink()
    second = await load_demo()

    words = [{account["password"] for account in summary["accounts"]} for summary in (first, second)]
    assert not words[0] & words[1]


async def test_the_state_is_for_its_owner_alone(load_demo: LoadDemo, tmp_path: Path) -> None:
    await load_demo()

    assert (tmp_path / "demo.json").stat().st_mode & 0o077 == 0
    assert "summary" in json.loads((tmp_path / "demo.json").read_text(encoding="utf-8"))
