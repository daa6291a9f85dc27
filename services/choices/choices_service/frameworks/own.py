"""What a board does with its frameworks: make, change, publish, open, and say which one renews which."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.case.rules import document_of
from choices_service.case.store import links_in, save_document, set_open
from choices_service.frameworks import rules, settle, store
from choices_service.frameworks.lifecycle import HIDDEN, Status, check_step
from choices_service.frameworks.schemas import FrameworkIn, FrameworkOut
from choices_service.goals.rules import find_cycle
from choices_service.goals.store import lock_order
from eigenwijs_shared.errors import Conflict, Fault, Invalid, Sentence
from eigenwijs_shared.http.etags import tag_of
from eigenwijs_shared.http.matching import require_match


class NotOwn(Conflict):
    """Made by somebody else: what it says changes with the next package."""

    type = "not-own-framework"
    title = {"nl": "Dit leerplan is van een ander", "en": "This framework is somebody else's"}
    detail = {
        "nl": "Wat hierin staat, bepaalt de uitgever; een nieuwe versie komt met POST /v1/frameworks/imports. Maak een "
        "eigen leerplan voor wat je zelf wilt schrijven.",
        "en": "Its publisher says what is in it; a new version comes with POST /v1/frameworks/imports. Make a "
        "framework of your own for what you want to write yourself.",
    }


class NothingInIt(Conflict):
    """A framework without goals in use is of no use to anybody."""

    type = "nothing-to-publish"
    title = {"nl": "Er staat nog niets in", "en": "There is nothing in it yet"}
    detail = {
        "nl": "Voeg eerst minstens één leerdoel toe met POST /v1/goals.",
        "en": "First add at least one goal with POST /v1/goals.",
    }


class NotPublished(Conflict):
    """Only what is published can be read by everybody."""

    type = "not-published"
    title = {"nl": "Nog niet gepubliceerd", "en": "Not published yet"}
    detail = {
        "nl": "Publiceer het leerplan eerst; daarna kan iedereen het lezen.",
        "en": "Publish the framework first; then everybody can read it.",
    }


UNKNOWN: Sentence = {
    "nl": "Dit leerplan hebben jullie niet, of het is dit leerplan zelf.",
    "en": "You have no such framework, or it is this one itself.",
}
ROUND: Sentence = {
    "nl": "Dat leerplan vervangt dit leerplan al; andersom kan niet ook.",
    "en": "That framework replaces this one already; it cannot also be the other way round.",
}


async def make_framework(session: AsyncSession, asked: FrameworkIn, *, now: datetime) -> FrameworkOut:
    """A draft, still without goals."""
    # Not our own kind of id: the schema of CASE 1.1 knows of UUIDs up to version 5.
    framework_id = uuid4()
    values = {"framework_id": framework_id, "status": "draft", "changed_at": now, "imported_at": now}
    await store.add_own(session, {**asked.model_dump(by_alias=False), **values})
    return await _written(session, framework_id)


async def change_framework(
    session: AsyncSession, framework_id: UUID, asked: FrameworkIn, if_match: str | None, *, now: datetime
) -> FrameworkOut:
    row = await _locked(session, framework_id, if_match)
    refuse_others(row)
    await store.change(session, framework_id, {**asked.model_dump(by_alias=False), "changed_at": now})
    return await _written(session, framework_id)


async def set_status(
    session: AsyncSession, framework_id: UUID, status: Status, if_match: str | None, *, now: datetime
) -> FrameworkOut:
    """The next step of its life; its goals come into use with it, or go out of use."""
    row = await _locked(session, framework_id, if_match)
    check_step(row.status, status, own=row.own)
    if status == row.status:
        return FrameworkOut.model_validate(row)
    known = await store.load_known(session)
    if status == "published" and all(known.goals[one].retired for one in known.frameworks[framework_id]):
        raise NothingInIt
    await store.change(session, framework_id, {"status": status, **({"changed_at": now} if row.own else {})})
    dormant = known.dormant - {framework_id} if status == "published" else known.dormant | {framework_id}
    after = dict(known.goals)
    rules.say_what_is_active(after, known.frameworks[framework_id], known.frameworks, dormant)
    rules.say_what_is_assessable(after, known.practised)
    await settle.tell(session, await settle.save(session, known, after), after)
    return await _written(session, framework_id)


async def set_openness(
    session: AsyncSession, framework_id: UUID, author_id: str, *, is_open: bool, now: datetime
) -> FrameworkOut:
    """May everybody read it, without signing in?"""
    row = await _locked(session, framework_id, "*")
    if is_open and row.status in HIDDEN:
        raise NotPublished
    await set_open(session, framework_id, author_id if is_open else None, at=now)
    return FrameworkOut.model_validate(await store.find(session, framework_id))


async def set_replaced(
    session: AsyncSession, framework_id: UUID, wanted: Collection[UUID], if_match: str | None
) -> FrameworkOut:
    """The older frameworks that this one replaces; those that are new among them go out of use."""
    row = await _locked(session, framework_id, if_match)
    known = await store.load_known(session)
    faults = [
        Fault(f"#/frameworkIds/{place}", UNKNOWN, "unknown-framework")
        for place, one in enumerate(wanted)
        if one == framework_id or one not in known.frameworks
    ]
    faults += _round(known, framework_id, wanted) if not faults else []
    if faults:
        raise Invalid(faults=faults)
    gone = set(wanted) - set(row.replaces)
    await store.change(session, framework_id, {"replaces": sorted(set(wanted))})
    await store.set_status(session, gone, "retired")
    after = dict(known.goals)
    rules.take_over(framework_id, await links_in(session, framework_id), after, known, wanted)
    touched = frozenset[UUID]().union(*(known.frameworks[one] for one in gone))
    rules.say_what_is_active(after, touched, known.frameworks, known.dormant | gone)
    rules.say_what_is_assessable(after, known.practised)
    settle.refuse_cycles(after)
    await settle.tell(session, await settle.save(session, known, after), after)
    return FrameworkOut.model_validate(await store.find(session, framework_id))


def _round(known: rules.Known, framework_id: UUID, wanted: Collection[UUID]) -> list[Fault]:
    renewals = {**known.renewals, framework_id: frozenset(wanted)}
    if find_cycle(renewals, [framework_id]) is None:
        return []
    return [
        Fault(f"#/frameworkIds/{place}", ROUND, "renewal-cycle")
        for place, one in enumerate(wanted)
        if find_cycle({**known.renewals, framework_id: {one}}, [framework_id]) is not None
    ]


def refuse_others(row: Row[Any]) -> None:
    """`NotOwn` unless the board made it."""
    if not row.own:
        raise NotOwn


def entity_tag(out: FrameworkOut) -> str:
    """Changes whenever anything in the answer does."""
    return tag_of(out.model_dump_json().encode())


async def _locked(session: AsyncSession, framework_id: UUID, if_match: str | None) -> Row[Any]:
    await lock_order(session)
    row = await store.find(session, framework_id)
    require_match(if_match, entity_tag(FrameworkOut.model_validate(row)))
    return row


async def _written(session: AsyncSession, framework_id: UUID) -> FrameworkOut:
    """As it is now, in the words of CASE too."""
    row = await store.find(session, framework_id)
    if row.own:
        await save_document(session, framework_id, document_of(row))
    return FrameworkOut.model_validate(row)
