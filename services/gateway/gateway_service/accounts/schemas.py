"""Local accounts, as the API shows them."""

import re
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from eigenwijs_shared.models import In, Out, Text
from gateway_service.accounts.rules import USERNAME, normal_username

AccountRole = Literal["learner", "educator", "parent", "board-admin"]


def _normal(username: str) -> str:
    """Normal forms may be longer, or hold what no username may: ／ becomes a slash, and ﷺ eighteen characters."""
    normal = normal_username(username)
    if not re.fullmatch(USERNAME, normal):
        raise PydanticCustomError("string_pattern_mismatch", "not of the right form", {"pattern": USERNAME})
    return normal


Username = Annotated[Text, Field(pattern=USERNAME), AfterValidator(_normal)]


class AccountIn(In):
    """`userId` is the learner's, educator's or parent's id; a board admin gets one unless it is given."""

    username: Username
    password: Annotated[Text, Field(min_length=10, max_length=200)]
    role: AccountRole
    user_id: UUID | None = None


class AccountOut(Out):
    username: str
    role: AccountRole
    user_id: UUID
