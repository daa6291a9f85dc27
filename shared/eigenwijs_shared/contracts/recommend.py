"""What recommend promises to tell: the cards it offered, and how learners stand with their goals."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from eigenwijs_shared.agency import Position
from eigenwijs_shared.events.envelope import Event


class OfferedOption(BaseModel):
    """One option; `propensity` is the probability that the policy put this activity on the card."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True, frozen=True)

    option_id: UUID
    activity_id: UUID
    goal_ids: list[UUID]
    propensity: float


class OfferedCheck(BaseModel):
    """A shorter way to show a goal that lacks evidence: a check, which may be chosen instead of skipping unseen."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True, frozen=True)

    goal_id: UUID
    activity_id: UUID


class CardOffered(Event, type="recommend.card.offered.v1"):
    """A choice card as it was offered, with what the dial and the evidence allowed at that moment.

    `surprise_option_id` is what "surprise me" will give, drawn when the card was made; None where the dial forbids it.
    `missing_evidence` are the goals that need more before the task may be skipped, and `checks` how to show some of
    them sooner. `rule_versions` says by goal on which version of its evidence rule this rests (0, absent: the usual).
    """

    learner_id: UUID
    card_id: UUID
    subject: str | None
    mode: Literal["adaptive"]
    options: list[OfferedOption]
    goal_ids: list[UUID]
    surprise_option_id: UUID | None
    own_idea_allowed: bool
    opt_out_allowed: bool
    missing_evidence: list[UUID]
    dimensions: dict[str, Position]
    offered_at: datetime
    checks: list[OfferedCheck] = Field(default_factory=list)
    rule_versions: dict[str, int] = Field(default_factory=dict)


class OverrideChanged(Event, type="recommend.override.changed.v1"):
    """Where people correct or pause the recommender, as it is now; it holds until the end of `until` (None: open).

    `active` is false once it was ended by hand. What the author wrote stays in recommend.
    """

    override_id: UUID
    version: int
    kind: Literal["pin", "exclude", "level", "pause"]
    scope: Literal["learner", "group", "board"]
    scope_id: UUID
    goal_id: UUID | None
    activity_id: UUID | None
    subject: str | None
    level: int | None
    until: date | None
    active: bool
    author_id: str
    made_at: datetime

    @property
    def key(self) -> UUID | None:
        return self.scope_id if self.scope == "learner" else None


class MasteryChanged(Event, type="recommend.mastery.changed.v1"):
    """How a learner stands with a goal now, told when its word, its readiness or a tenth of its probability changes.

    `probability` (0..1) is that of success at the goal's own level, `low` to `high` its 80% range; `evidence` counts
    what it stands on. `ready` says that it is good enough to build on; `unseen_ready` the same of a goal of which
    nothing was seen yet. `version` grows with every fact of the learner.
    """

    learner_id: UUID
    goal_id: UUID
    version: int
    state: Literal["unknown", "started", "practising", "mastered", "review"]
    probability: float
    low: float
    high: float
    evidence: int
    ready: bool
    unseen_ready: bool
    updated_at: datetime | None


class WatchChanged(Event, type="recommend.watch.changed.v1"):
    """An alarm about a learner was opened, snoozed or closed; `please_follow_up` while a person should look.

    `kind` is the pattern: `stuck` at a goal, `ceiling` (the hardest there is goes well), `comfort` (choosing only what
    is mastered), `alone`, `silent`. `closed_because` is `gone` (by itself), `resolved` (by a person) or `left`.
    """

    learner_id: UUID
    watch_id: UUID
    version: int
    kind: Literal["stuck", "silent", "alone", "comfort", "ceiling"]
    goal_id: UUID | None
    state: Literal["open", "snoozed", "closed"]
    please_follow_up: bool
    opened_at: datetime
    snoozed_until: datetime | None
    closed_at: datetime | None
    closed_because: Literal["gone", "resolved", "left"] | None


class ObjectionRaised(Event, type="recommend.objection.raised.v1"):
    """Somebody contests an estimate (`goal_id`), a card or a watch of this learner: a person has to decide.

    `goal_ids` are what it concerns; `check_activity_id` is how the first can be shown, None where an educator is asked
    to look along. What was written stays in recommend.
    """

    learner_id: UUID
    objection_id: UUID
    version: int
    goal_id: UUID | None
    card_id: UUID | None
    watch_id: UUID | None
    goal_ids: list[UUID]
    check_activity_id: UUID | None
    author_id: str
    author_role: str
    raised_at: datetime


class ObjectionDecided(Event, type="recommend.objection.decided.v1"):
    """A person decided on it; `fact_id` is the attempt or evidence on which that rests, if any."""

    learner_id: UUID
    objection_id: UUID
    version: int
    goal_id: UUID | None
    card_id: UUID | None
    watch_id: UUID | None
    upheld: bool
    fact_id: UUID | None
    author_id: str
    decided_at: datetime


class ObjectionWithdrawn(Event, type="recommend.objection.withdrawn.v1"):
    """Who raised it took it back; nobody has to decide any more."""

    learner_id: UUID
    objection_id: UUID
    version: int
    withdrawn_at: datetime
