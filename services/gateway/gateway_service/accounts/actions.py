"""Make and end local accounts."""

import asyncio
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.errors import Conflict, Fault, Invalid, NotFound
from eigenwijs_shared.ids import new_pseudonym
from gateway_service.accounts import store
from gateway_service.accounts.rules import normal_username
from gateway_service.accounts.schemas import AccountIn, AccountOut
from gateway_service.tokens.passwords import Passwords

ROUND_S = 0.1


class UsernameTaken(Conflict):
    """Somebody has this name, at this board or another."""

    type = "username-taken"
    title = {"nl": "Gebruikersnaam bezet", "en": "Username taken"}
    detail = {
        "nl": "Deze gebruikersnaam is al in gebruik. Kies een andere.",
        "en": "This username is in use. Choose another.",
    }


class UnknownPerson(NotFound):
    """No learner, educator or parent with that id at this board, also after waiting for news of an import."""

    type = "unknown-person"
    title = {"nl": "Persoon niet gevonden", "en": "Person not found"}
    detail = {
        "nl": "Er is bij dit bestuur geen {role} met dit userId. Is de import toegepast? Probeer het dan zo nog eens.",
        "en": "This board has no {role} with this userId. If the import was applied, please retry shortly.",
    }


class UnknownAccount(NotFound):
    """No such account at this board."""

    type = "unknown-account"
    title = {"nl": "Account niet gevonden", "en": "Account not found"}


_ROLE_WORDS = {
    "learner": {"nl": "leerling", "en": "learner"},
    "educator": {"nl": "leraar", "en": "educator"},
    "parent": {"nl": "ouder of verzorger", "en": "parent"},
}
_NEEDS_PERSON = Fault(
    "#/userId",
    {
        "nl": "Dit account hoort bij een persoon: geef het userId; zie /v1/learners, /v1/educators en /v1/parents.",
        "en": "This account belongs to a person: give the userId; see /v1/learners, /v1/educators and /v1/parents.",
    },
    "missing",
)


async def add_account(session: AsyncSession, passwords: Passwords, wanted: AccountIn, patience_s: float) -> AccountOut:
    """An account for a person of this board, or a board admin."""
    user_id = wanted.user_id
    if wanted.role != "board-admin":
        if user_id is None:
            raise Invalid(faults=[_NEEDS_PERSON])
        await _until_known(session, wanted.role, user_id, patience_s)
    user_id = user_id or new_pseudonym()
    hashed = await passwords.hash(wanted.password)
    if not await store.add_account(session, wanted.username, hashed, wanted.role, user_id):
        raise UsernameTaken
    return AccountOut(username=wanted.username, role=wanted.role, user_id=user_id)


async def _until_known(session: AsyncSession, role: str, user_id: UUID, patience_s: float) -> None:
    """Each look is a statement of its own, so it sees what the worker committed meanwhile."""
    rounds = int(patience_s / ROUND_S)
    for _ in range(rounds):
        if await store.is_in_roster(session, role, user_id):
            return
        await asyncio.sleep(ROUND_S)
    if not await store.is_in_roster(session, role, user_id):
        raise UnknownPerson(role=_ROLE_WORDS[role])


async def delete_account(session: AsyncSession, username: str) -> None:
    """No new tokens from now on; those given out last at most a quarter of an hour more."""
    if not await store.delete_account(session, normal_username(username)):
        raise UnknownAccount
