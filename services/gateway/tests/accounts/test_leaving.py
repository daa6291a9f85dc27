"""An account goes with its person, once profile says that the person is gone."""

from collections.abc import Callable
from uuid import UUID, uuid4

import httpx2
import pytest

from eigenwijs_shared.contracts.profile import EducatorChanged, ParentChanged
from eigenwijs_shared.db import Sessions, board_transaction
from eigenwijs_shared.events.envelope import Envelope, Event, encode
from eigenwijs_shared.events.inbox import react
from gateway_service.accounts.store import is_in_roster
from gateway_service.reactions import REACTIONS

Headers = Callable[..., dict[str, str]]
PASSWORD = "een-lang-wachtwoord"


def educator(user_id: UUID, version: int = 1, *, gone: bool = False) -> Event:
    return EducatorChanged(educator_id=user_id, version=version, active=not gone, group_ids=[], gone=gone)


def parent(user_id: UUID, version: int = 1, *, gone: bool = False) -> Event:
    return ParentChanged(parent_id=user_id, version=version, active=not gone, learner_ids=[], gone=gone)


OF_ROLE = {"educator": educator, "parent": parent}


async def hear(sessions: Sessions, board_id: UUID, *events: Event) -> None:
    encoded = [encode(event, board_id=board_id) for event in events]
    await react(sessions, REACTIONS, [Envelope.decode(body.encode()) for _, body in encoded])


async def account(client: httpx2.AsyncClient, headers: dict[str, str], role: str, user_id: UUID) -> str:
    wanted = {"username": f"u{uuid4().hex}", "password": PASSWORD, "role": role, "userId": str(user_id)}
    made = await client.post("/v1/accounts", json=wanted, headers=headers)
    assert made.status_code == 201, made.text
    return wanted["username"]


async def names(client: httpx2.AsyncClient, headers: dict[str, str]) -> set[str]:
    return {one["username"] for one in (await client.get("/v1/accounts", headers=headers)).json()["items"]}


async def sign_in(client: httpx2.AsyncClient, username: str) -> int:
    form = {"grant_type": "password", "username": username, "password": PASSWORD}
    return (await client.post("/v1/auth/token", data=form)).status_code


@pytest.mark.parametrize("role", OF_ROLE)
async def test_who_is_gone_has_no_account_any_more(
    client: httpx2.AsyncClient, sessions: Sessions, signed: Headers, board_id: UUID, role: str
) -> None:
    gone, stays = uuid4(), uuid4()
    await hear(sessions, board_id, OF_ROLE[role](gone), OF_ROLE[role](stays))
    accounts = [await account(client, signed(), role, person) for person in (gone, stays)]
    before = [await sign_in(client, username) for username in accounts]
    last = OF_ROLE[role](gone, 2, gone=True)
    await hear(sessions, board_id, last)
    await hear(sessions, board_id, last)
    after = [await sign_in(client, username) for username in accounts]
    async with board_transaction(sessions, board_id) as session:
        known = [await is_in_roster(session, role, person) for person in (gone, stays)]
    assert (before, after, known) == ([200, 200], [400, 200], [False, True])
    assert await names(client, signed()) == {accounts[1]}


async def test_an_account_of_the_boards_administration_is_the_boards_own_to_end(
    client: httpx2.AsyncClient, sessions: Sessions, signed: Headers, board_id: UUID
) -> None:
    person = uuid4()
    admin = await account(client, signed(), "board-admin", person)
    await hear(sessions, board_id, educator(person), educator(person, 2, gone=True))
    assert await names(client, signed()) == {admin}


async def test_another_boards_news_ends_nobodys_account(
    client: httpx2.AsyncClient, sessions: Sessions, signed: Headers, board_id: UUID
) -> None:
    person = uuid4()
    await hear(sessions, board_id, educator(person))
    mine = await account(client, signed(), "educator", person)
    await hear(sessions, uuid4(), educator(person, 2, gone=True))
    assert await names(client, signed()) == {mine}
