"""Local accounts, as the API shows them."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from eigenwijs_shared.models import In, Out, Text
from gateway_service.accounts.rules import USERNAME, normal_username

AccountRole = Literal["learner", "educator", "board-admin"]
Username = Annotated[Text, Field(pattern=USERNAME), AfterValidator(normal_username)]


class AccountIn(In):
    """`userId` is the learner's or educator's id; a board admin gets one unless it is given."""

    username: Username
    password: Annotated[Text, Field(min_length=10, max_length=200)]
    role: AccountRole
    user_id: UUID | None = None


class AccountOut(Out):
    username: str
    role: AccountRole
    user_id: UUID
