"""Contracts as they go out."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from choices_service.contracts.schemas import Because
from eigenwijs_shared.agency import Dimension, Position
from eigenwijs_shared.models import Out

State = Literal["draft", "countered", "signed", "withdrawn"]


class ShareOut(Out):
    """So many minutes on that day."""

    day: date
    minutes: int


class TaskOut(Out):
    """`missing` are goals that come first and do not show yet; `setBy` who put it in; `choiceId` that it became."""

    task_id: UUID
    source: Literal["card", "catalogue", "own-idea", "assigned"]
    card_id: UUID | None
    option_id: UUID | None
    activity_id: UUID | None
    title: str
    goal_ids: list[UUID]
    subjects: list[str]
    company: str
    with_learner_ids: list[UUID]
    minutes: int
    due_on: date | None
    plan: list[ShareOut]
    choice_id: UUID | None
    set_by: Literal["learner", "educator"]
    state: Literal["open", "done", "carried", "dropped"]
    done_at: datetime | None
    missing: list[str]


class DayOut(Out):
    """`minutes` there is room for, and how many of them are planned."""

    day: date
    minutes: int
    planned: int


class CheckOut(Out):
    """What does not fit; `blocks` until it is mended."""

    code: str
    blocks: bool
    task_id: UUID | None
    day: date | None
    message: str


class SignatureOut(Out):
    at: datetime
    by: str


class ProgressOut(Out):
    done: int
    total: int
    minutes_done: int
    minutes_total: int


class AgencyOut(Out):
    """Who decides what in the tasks of one subject; null is for all subjects."""

    subject: str | None
    dimensions: dict[Dimension, Position]


class MoveOut(Out):
    """One task in a re-plan, and why; days are empty where it was or is in no plan."""

    task_id: UUID
    title: str
    before: list[date]
    after: list[date]
    learner: str
    educator: str


class ReplanOut(Out):
    """`proven`: no plan changes less. `madeBy` is null for what a companion's re-plan moved along."""

    replan_id: UUID
    because: Because | Literal["companion"]
    days: list[date]
    moves: list[MoveOut]
    kept: int
    proven: bool
    summary: str
    made_at: datetime
    made_by: str | None


class ContractOut(Out):
    """`revision` is what signatures are under; `checks` say what does not fit; `ended`: its last day has passed."""

    contract_id: UUID
    learner_id: UUID
    version: int
    revision: int
    state: State
    ended: bool
    starts_on: date
    ends_on: date
    tasks: list[TaskOut]
    days: list[DayOut]
    checks: list[CheckOut]
    learner_signature: SignatureOut | None
    educator_signature: SignatureOut | None
    progress: ProgressOut
    agency: list[AgencyOut]
    note: str | None
    replans: list[ReplanOut]
    changed_at: datetime
    changed_by: str


class SuggestionOut(Out):
    """Work for the time that is left, first on that `day`; it is taken by choosing it, as anything else."""

    source: Literal["card", "assigned", "catalogue"]
    card_id: UUID | None
    option_id: UUID | None
    activity_id: UUID
    title: str
    minutes: int
    day: date
    reason: str


class ReplannedOut(ContractOut):
    """The contract as it is now; `suggestions`, at most three, where something was finished early."""

    suggestions: list[SuggestionOut]


class PlannedTaskOut(Out):
    task_id: UUID
    title: str
    plan: list[ShareOut]
    with_learner_ids: list[UUID]


class ReasonOut(Out):
    """Why a week cannot work."""

    code: str
    message: str


class MendOut(Out):
    """One thing that would make it work by itself, the whole of it: what to leave out, add or move."""

    kind: Literal["leave-out", "more-time", "later-due"]
    message: str
    task_ids: list[UUID]
    minutes: list[ShareOut]
    due_on: list[date]


class ProposalOut(Out):
    """`state`: `best` is proven, `within` may be better by the part `gap` at most, `impossible` has `reasons`."""

    contract_id: UUID
    learner_id: UUID
    revision: int
    state: Literal["best", "within", "impossible"]
    gap: float
    tasks: list[PlannedTaskOut]
    reasons: list[ReasonOut]
    mends: list[MendOut]
    advice: list[CheckOut]
    summary: str
    applied: bool


class GroupProposalOut(Out):
    """`gap` over all of them together."""

    group_id: UUID
    state: Literal["best", "within", "impossible"]
    gap: float
    proposals: list[ProposalOut]


class OverviewOut(Out):
    """One learner's week in a list of the group, in no order of who does better."""

    learner_id: UUID
    contract_id: UUID | None
    state: Literal["none", "draft", "countered", "signed"]
    waiting_for: Literal["learner", "educator"] | None
    starts_on: date | None
    ends_on: date | None
    progress: ProgressOut | None
    minutes_planned: int
    minutes_room: int
    to_mend: int
    replanned: int
