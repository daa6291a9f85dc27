"""The service on its own real database; what it would hear over NATS is told straight to its reactions."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from pydantic import SecretStr
from sqlalchemy import text

from choices_service.app import create_app
from choices_service.reactions import REACTIONS
from choices_service.settings import Settings
from eigenwijs_shared.agency import Position
from eigenwijs_shared.auth import SCOPES_OF_ROLE, Role
from eigenwijs_shared.contracts.profile import AgencyMoved, EducatorChanged, LearnerChanged
from eigenwijs_shared.contracts.recommend import CardOffered, OfferedOption
from eigenwijs_shared.db import Sessions, board_transaction, make_engine, make_sessions
from eigenwijs_shared.events.envelope import Envelope, Event, encode
from eigenwijs_shared.events.inbox import react
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.testing import TestKeys, application, bearer, serving
from embedded.databases import Database
from embedded.nats import Nats
from embedded.testing import MakeDatabase

Json = dict[str, Any]
CHANGED = "2026-11-02T08:00:00+00:00"
_versions = count(1)


@pytest.fixture
def database(make_database: MakeDatabase) -> Database:
    return make_database("choices")


@pytest.fixture
def keys(tmp_path: Path) -> TestKeys:
    return TestKeys(tmp_path)


@pytest.fixture
def settings(database: Database, nats_server: Nats, keys: TestKeys) -> Settings:
    return Settings(
        database_url=database.app_url,
        nats_url=nats_server.url,
        nats_user="choices",
        nats_password=SecretStr(nats_server.passwords["choices"]),
        jwks_file=keys.jwks_file,
        log_level="ERROR",
        database_warm=1,
        card_patience_s=0.4,
    )


@pytest.fixture
async def sessions(database: Database) -> AsyncIterator[Sessions]:
    engine = make_engine(database.app_url, pool_size=5, name="test")
    yield make_sessions(engine)
    await engine.dispose()


@dataclass
class Board:
    """A board with one learner, whom one educator has in a group."""

    sessions: Sessions
    client: httpx2.AsyncClient
    keys: TestKeys
    board_id: UUID = field(default_factory=uuid4)
    learner_id: UUID = field(default_factory=uuid4)
    educator_id: UUID = field(default_factory=uuid4)
    group_id: UUID = field(default_factory=uuid4)

    async def hears(self, *events: Event) -> None:
        """As if these came over NATS in one batch."""
        encoded = [encode(event, board_id=self.board_id) for event in events]
        await react(self.sessions, REACTIONS, [Envelope.decode(body.encode()) for _, body in encoded])

    async def hears_of_people(self, grades: Sequence[str] = ("groep-5",)) -> None:
        await self.hears(
            LearnerChanged(
                learner_id=self.learner_id, version=next(_versions), active=True, grades=list(grades),
                school_ids=[], group_ids=[self.group_id],
            ),
            EducatorChanged(
                educator_id=self.educator_id, version=next(_versions), active=True, group_ids=[self.group_id]
            ),
        )  # fmt: skip

    async def moves_dial(self, subject: str | None = None, **dimensions: Position) -> None:
        """The educator moves the group's dial."""
        await self.hears(
            AgencyMoved(
                scope="group", scope_id=self.group_id, subject=subject, dimensions=dimensions,
                version=next(_versions), author_id=str(self.educator_id), moved_at=datetime.now(UTC),
            )
        )  # fmt: skip

    async def told(self, kind: str) -> list[Json]:
        """The data of the events of this kind in the outbox of this board, oldest first."""
        async with board_transaction(self.sessions, self.board_id) as session:
            rows = await session.execute(text("SELECT body::jsonb FROM outbox ORDER BY seq"))
            return [body["data"] for body in rows.scalars() if body["type"] == kind]

    async def call(
        self, method: str, path: str, role: Role = "board-admin", *, scopes: Sequence[str] | None = None, **more: Any
    ) -> httpx2.Response:
        subjects: Json = {"learner": self.learner_id, "educator": self.educator_id}
        wanted = SCOPES_OF_ROLE[role] if scopes is None else frozenset(scopes)
        token = self.keys.token(role, self.board_id, subjects.get(role, "client"), scopes=wanted)
        headers = {**bearer(token), **more.pop("headers", {})}
        return await self.client.request(method, path, headers=headers, **more)

    async def get(self, path: str, role: Role = "learner", **more: Any) -> httpx2.Response:
        return await self.call("GET", path, role, **more)

    async def imports(self, package: Json) -> Json:
        answer = await self.call("POST", "/v1/frameworks/imports", json=package)
        assert answer.status_code == 201, answer.text
        found: Json = answer.json()
        return found

    async def has_goals(self, *names: str, precedes: Sequence[tuple[str, str]] = (), **more: Any) -> dict[str, UUID]:
        """A framework of these goals; their ids by name."""
        package = case(*names, precedes=precedes, **more)
        await self.imports(package)
        return {item["fullStatement"]: UUID(item["identifier"]) for item in package["CFPackage"]["CFItems"]}

    async def has_activity(self, *goal_ids: UUID, **more: Any) -> Json:
        answer = await self.call("POST", "/v1/activities", "educator", json=activity(*goal_ids, **more))
        assert answer.status_code == 201, answer.text
        found: Json = answer.json()
        return found

    async def sees_card(self, *activities: Json, **more: Any) -> CardOffered:
        """Recommend offers this learner these activities."""
        card = offered(self.learner_id, *activities, **more)
        await self.hears(card)
        return card

    async def chooses(self, card_id: UUID, role: Role = "learner", **what: Any) -> httpx2.Response:
        body = {"cardId": str(card_id), **what}
        return await self.call("POST", f"/v1/learners/{self.learner_id}/choices", role, json=body)


def link(identifier: str) -> Json:
    return {"title": "-", "identifier": identifier, "uri": f"urn:uuid:{identifier}"}


def association(kind: str, origin: str, destination: str) -> Json:
    identifier = str(uuid4())
    return {
        "identifier": identifier,
        "uri": f"urn:uuid:{identifier}",
        "associationType": kind,
        "originNodeURI": link(origin),
        "destinationNodeURI": link(destination),
        "lastChangeDateTime": CHANGED,
    }


def case(
    *names: str,
    precedes: Sequence[tuple[str, str]] = (),
    children: Sequence[tuple[str, str]] = (),
    subject: str = "Rekenen en wiskunde",
    levels: Sequence[str] = ("groep-5",),
) -> Json:
    """A CASE package with an item of each name, all right under the document unless `children` (child, parent) say."""
    document = str(uuid4())
    ids = {name: str(uuid4()) for name in names}
    items = [
        {
            "identifier": identifier,
            "uri": f"urn:uuid:{identifier}",
            "fullStatement": name,
            "lastChangeDateTime": CHANGED,
            "educationLevel": list(levels),
        }
        for name, identifier in ids.items()
    ]
    parents = dict(children)
    links = [association("isChildOf", ids[name], ids.get(parents.get(name, ""), document)) for name in names]
    links += [association("precedes", ids[before], ids[after]) for before, after in precedes]
    about = {"identifier": document, "uri": f"urn:uuid:{document}", "title": "Leerplan", "creator": "Test"}
    about |= {"lastChangeDateTime": CHANGED}
    return {"CFPackage": {"CFDocument": {**about, "subject": [subject]}, "CFItems": items, "CFAssociations": links}}


def activity(*goal_ids: UUID, **more: Any) -> Json:
    """The body of a new activity."""
    return {
        "title": "Winkeltje spelen",
        "description": "Speel winkeltje en reken elkaars boodschappen uit.",
        "goalIds": [str(goal_id) for goal_id in goal_ids],
        "form": "game",
        "medium": "offline",
        "company": "pair",
        "level": 2,
        "minutes": 20,
        "kind": "practice",
        "topic": "boodschappen",
        **more,
    }


def offered(learner_id: UUID, *activities: Json, **more: Any) -> CardOffered:
    """A card of these activities as recommend announces it."""
    options = [
        OfferedOption(option_id=new_id(), activity_id=each["activityId"], goal_ids=each["goalIds"], propensity=0.5)
        for each in activities
    ]
    told = {
        "learner_id": learner_id,
        "card_id": new_id(),
        "subject": "rekenen-en-wiskunde",
        "mode": "adaptive",
        "options": options,
        "goal_ids": sorted({goal_id for option in options for goal_id in option.goal_ids}),
        "surprise_option_id": options[-1].option_id,
        "own_idea_allowed": True,
        "opt_out_allowed": False,
        "missing_evidence": [],
        "dimensions": dict.fromkeys(("form", "whether", "topic", "pace", "company"), "shared"),
        "offered_at": datetime.now(UTC),
    }
    return CardOffered.model_validate({**told, **more})


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    async with serving(application(create_app, settings)) as client:
        yield client


@pytest.fixture
def new_board(sessions: Sessions, keys: TestKeys, client: httpx2.AsyncClient) -> Callable[[], Board]:
    return lambda: Board(sessions, client, keys)


@pytest.fixture
async def board(new_board: Callable[[], Board]) -> Board:
    made = new_board()
    await made.hears_of_people()
    return made


@pytest.fixture(name="make_case")
def _make_case() -> Callable[..., Json]:
    return case


@pytest.fixture(name="make_activity")
def _make_activity() -> Callable[..., Json]:
    return activity


@pytest.fixture(name="make_card")
def _make_card() -> Callable[..., CardOffered]:
    return offered
