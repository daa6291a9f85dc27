"""What student systems do wrong: the pull goes on where it was, or ends with a clear reason and nothing half done."""

import errno
import json
import tempfile
from typing import Any

import pytest
from services.profile.tests.connector.sis import (
    SECRET,
    answers,
    cut_off,
    enrolled,
    fine,
    half_json,
    person,
    refusal,
    web_page,
)

from profile_service.connector.client import Provider


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (answers(429, retry_after="7"), "busy"),
        (answers(500), "busy"),
        (answers(503, "<html>even niet</html>", "text/html"), "busy"),
        (answers(520, "<html>even niet</html>", "text/html"), "busy"),
        (lambda _: refusal(400, "server_busy"), "busy"),
        (cut_off, "truncated"),
        (half_json, "truncated"),
    ],
    ids=["429", "500", "503 as a web page", "520 of a proxy", "server_busy", "body cut off", "half of the JSON"],
)
async def test_what_passes_is_waited_for_and_the_pull_goes_on(connecting: Any, sis: Any, fault: Any, code: str) -> None:
    sis.fail("users", fine, fault, fault)
    location = (await connecting.ask()).headers["location"]
    await connecting.step()
    waiting = await connecting.shown(location)
    assert (waiting["state"], waiting["problem"]["code"]) == ("waiting", code)
    assert waiting["nextTryAt"] > waiting["startedAt"]
    assert not await connecting.step()  # it does wait
    assert (await connecting.finish(location))["state"] == "done"
    assert sis.count()["orgs"] == 1  # what was there already is not asked again
    assert set(await connecting.learners()) == {"noor", "sem", "mila", "daan"}


async def test_what_does_not_pass_ends_after_some_tries(connecting: Any, sis: Any) -> None:
    sis.fail("courses", *[answers(500)] * 20)
    failed = await connecting.sync()
    assert (failed["state"], failed["problem"]["code"]) == ("failed", "busy")
    assert sis.count()["courses"] == 8
    assert await connecting.kept() == 0


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (web_page, "html"),
        (answers(302, location="http://169.254.169.254/latest"), "redirected"),
        (answers(200, '{"iets": "anders"}'), "not-oneroster"),
        (answers(200, '"users"'), "not-oneroster"),
        (lambda _: refusal(200, "forbidden"), "provider-error"),
        (lambda _: refusal(403, "forbidden"), "refused"),
        (answers(400, '{"error": {"message": "Noor Jansen"}}'), "provider-error"),
        (answers(400, "<html>Noor Jansen</html>", "text/html"), "provider-error"),
        (answers(200, '{"users": []}', link="nonsense", x_total_count="5"), "incomplete"),
    ],
    ids=[
        *("web page", "redirect", "other JSON", "text", "failure with 200", "imsx 403"),
        *("other 400", "web page with 400", "fewer than promised"),
    ],
)
async def test_what_does_not_pass_says_what_it_is_and_no_name(
    connecting: Any, sis: Any, capfd: Any, fault: Any, code: str
) -> None:
    sis.fail("users", fault)
    failed = await connecting.sync()
    assert (failed["state"], failed["problem"]["code"]) == ("failed", code)
    location = f"/v1/roster/connector/syncs/{failed['syncId']}"
    told = json.dumps([failed, await connecting.shown(location, language="nl"), capfd.readouterr()])
    assert "Jansen" not in told
    assert SECRET not in told
    assert await connecting.learners() == {}
    assert await connecting.kept() == 0


async def test_a_token_that_ends_in_the_middle_is_fetched_anew(connecting: Any, sis: Any) -> None:
    sis.fail("users", fine, lambda _: sis.valid.clear())
    assert (await connecting.sync())["state"] == "done"
    assert len(sis.tokens) == 2


async def test_a_token_that_is_refused_at_once_is_fetched_anew_once(connecting: Any, sis: Any) -> None:
    sis.fail("orgs", lambda _: sis.valid.clear())
    assert (await connecting.sync())["state"] == "done"
    sis.fail("orgs", *[lambda _: refusal(401, "unauthorisedrequest")] * 2)
    assert (await connecting.sync())["problem"]["code"] == "refused"


async def test_a_client_that_is_not_known_is_told_so(connecting: Any) -> None:
    await connecting.put(clientSecret="iets anders")
    failed = await connecting.sync()
    assert failed["problem"]["code"] == "token-refused"
    assert "401" in failed["problem"]["message"]


async def test_a_worker_that_is_killed_leaves_the_pull_where_it_was(connecting: Any, sis: Any) -> None:
    location = (await connecting.ask()).headers["location"]
    with pytest.MonkeyPatch.context() as patch:
        calls = iter([None, None, None, None, KeyboardInterrupt()])

        async def dies(self: Any, url: str, part: str) -> Any:
            end = next(calls, None)
            if end is not None:
                raise end
            return await asked(self, url, part)

        asked = Provider.get
        patch.setattr(Provider, "get", dies)
        with pytest.raises(KeyboardInterrupt):
            await connecting.step()
    assert not await connecting.step()  # so long as it may be in other hands
    kept = await connecting.kept()
    assert kept == 4
    assert (await connecting.finish(location))["state"] == "done"
    assert max(sis.count()[name] for name in ("orgs", "academicSessions", "courses")) == 1


@pytest.mark.parametrize("has_total", [True, False])
async def test_pages_without_links_are_asked_by_offset(connecting: Any, sis: Any, has_total: bool) -> None:
    sis.has_links, sis.has_total = False, has_total
    assert (await connecting.sync())["fetched"]["users"] == 5
    assert set(await connecting.learners()) == {"noor", "sem", "mila", "daan"}


async def test_a_system_that_always_gives_all_is_not_asked_for_ever(connecting: Any, sis: Any) -> None:
    sis.has_links, sis.has_total, sis.page_size = False, False, 100
    whole = json.dumps({"users": sis.collections["users"]})
    sis.fail("users", answers(200, whole), answers(200, whole))
    done = await connecting.sync()
    assert (done["state"], done["fetched"]["users"]) == ("done", 5)


async def test_pages_that_go_round_in_a_circle_are_noticed(connecting: Any, sis: Any) -> None:
    link = f'<{sis.url}/ims/oneroster/rostering/v1p2/users?page=2>; rel="next"'
    pages = [answers(200, json.dumps({"users": [person(key, "student")]}), link=link) for key in ("a", "b", "c")]
    sis.fail("users", *pages)
    assert (await connecting.sync())["problem"]["code"] == "looped"


async def test_the_same_page_under_another_address_is_a_circle_too(connecting: Any, sis: Any) -> None:
    body, base = json.dumps({"users": [person("a", "student")]}), f"{sis.url}/ims/oneroster/rostering/v1p2/users"
    sis.fail("users", *[answers(200, body, link=f'<{base}?page={page}>; rel="next"') for page in (2, 3, 4)])
    assert (await connecting.sync())["problem"]["code"] == "looped"


async def test_the_token_is_not_sent_to_another_server(connecting: Any, sis: Any) -> None:
    link = '<https://elders.example/users?page=2>; rel="next"'
    sis.fail("users", answers(200, json.dumps({"users": [person("a", "student")]}), link=link))
    assert (await connecting.sync())["problem"]["code"] == "link-elsewhere"


async def test_a_pull_waits_for_another_import_of_the_board(connecting: Any) -> None:
    await connecting.sync()
    location = (await connecting.ask()).headers["location"]
    running = await connecting.import_by_hand()
    await connecting.step()
    waiting = await connecting.shown(location)
    assert (waiting["state"], waiting["problem"]["code"]) == ("waiting", "import-runs")
    assert running.status_code == 202
    assert (await connecting.finish(location))["state"] == "done"


async def test_a_full_disk_is_said_and_the_pull_goes_on_when_there_is_room(
    connecting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    location = (await connecting.ask()).headers["location"]
    with monkeypatch.context() as patch:
        patch.setattr(tempfile.SpooledTemporaryFile, "write", full)
        await connecting.step()
    waiting = await connecting.shown(location)
    assert (waiting["state"], waiting["problem"]["code"]) == ("waiting", "disk-full")
    assert (await connecting.finish(location))["state"] == "done"


async def test_new_settings_end_a_pull_from_the_old_address(connecting: Any, sis: Any) -> None:
    sis.fail("users", answers(500))
    location = (await connecting.ask()).headers["location"]
    await connecting.step()
    await connecting.put(baseUrl=f"{sis.url}/ander")
    assert (await connecting.finish(location))["problem"]["code"] == "settings-changed"


async def test_an_enrolment_that_comes_twice_counts_once(connecting: Any, sis: Any) -> None:
    sis.collections["enrollments"].append(enrolled("noor"))
    assert (await connecting.sync())["state"] == "done"
