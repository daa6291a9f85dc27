"""What a learner has to show: links, texts and products."""

from typing import Any
from uuid import uuid4

import pytest
from services.choices.tests.challenges.conftest import VOLCANO, Json

LINK: Json = {"kind": "link", "title": "Mijn filmpje", "url": "https://video.example/v/12?x=1#t"}


@pytest.mark.parametrize(
    "said",
    [
        LINK,
        {"kind": "text", "title": "Verslag", "text": "Magma zoekt een weg naar boven."},
        {"kind": "product", "title": "Maquette", "product": "Staat in de kast van lokaal 3"},
    ],
)
async def test_what_there_is_to_show_is_kept_and_counted(asking: Any, said: Json) -> None:
    made = await asking.confirmed(VOLCANO)
    answer = await asking.does("POST", made, "/evidence", **said, goalIds=[str(asking.goals[VOLCANO])])
    assert answer.status_code == 201
    [shown] = (await asking.board.get(f"/v1/challenges/{made['challengeId']}/evidence", "educator")).json()["items"]
    assert shown == answer.json()
    assert (await asking.has(made))["evidence"] == 1


async def test_it_comes_in_the_order_in_which_it_was_added(asking: Any) -> None:
    made = await asking.asks()
    parts = [{**LINK, "title": f"Deel {number}"} for number in range(3)]
    assert {(await asking.does("POST", made, "/evidence", **part)).status_code for part in parts} == {201}
    page = (await asking.board.get(f"/v1/challenges/{made['challengeId']}/evidence?limit=2")).json()
    rest = f"/v1/challenges/{made['challengeId']}/evidence?limit=2&cursor={page['nextCursor']}"
    titles = [one["title"] for one in [*page["items"], *(await asking.board.get(rest)).json()["items"]]]
    assert titles == ["Deel 0", "Deel 1", "Deel 2"]


async def test_sent_twice_with_one_key_it_is_there_once(asking: Any) -> None:
    made = await asking.asks()
    where, headers = f"/v1/challenges/{made['challengeId']}/evidence", {"Idempotency-Key": str(uuid4())}
    send = {"json": LINK, "headers": headers}
    one, other = [await asking.board.call("POST", where, "learner", **send) for _ in range(2)]
    assert one.json() == other.json()
    assert (await asking.has(made))["evidence"] == 1


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({**LINK, "url": "javascript:alert(1)"}, "#/url"),
        ({**LINK, "url": "ftp://x.example"}, "#/url"),
        ({**LINK, "url": "https://"}, "#/url"),
        ({**LINK, "url": "https://u:p@x.example"}, "#/url"),
        ({"kind": "link", "title": "x"}, "#/url"),
        ({**LINK, "text": "x"}, "#/text"),
        ({"kind": "text", "title": "x"}, "#/text"),
        ({"kind": "product", "title": "x", "product": "  "}, "#/product"),
        ({**LINK, "goalIds": [str(uuid4())]}, "#/goalIds/0"),
        ({**LINK, "kind": "photo"}, "#/kind"),
    ],
)
async def test_what_does_not_fit_its_kind_says_where_and_is_not_kept(asking: Any, said: Json, pointer: str) -> None:
    made = await asking.asks()
    answer = await asking.does("POST", made, "/evidence", **said)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert (await asking.has(made))["evidence"] == 0
