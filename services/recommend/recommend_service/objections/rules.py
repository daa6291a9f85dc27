"""Which facts speak to an objection, which activity lets somebody show it, and what rests afterwards. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Final
from uuid import UUID

from eigenwijs_shared.assignments import Assignment, Decided
from eigenwijs_shared.contracts.profile import AttemptRecorded, EvidenceRecorded
from eigenwijs_shared.errors import Fault, Invalid, Sentence
from eigenwijs_shared.wishes import leaves_out, suited
from recommend_service.cards.picture import Picture
from recommend_service.catalogue.model import Activity
from recommend_service.objections.schemas import About, AboutIn

CLOCKS_DIFFER = timedelta(minutes=5)
"""What a device says of when something was done may be off by as much."""
SEEN_BY_EDUCATORS: Final = frozenset({"observation", "paper-check", "product"})
OWN_LEVEL = 3
"""At which a goal's probability is stated: a check nearest to it says most."""
RESTS_FOR = timedelta(days=14)
_EVER = datetime(2000, 1, 1, tzinfo=UTC)
_ONE: Sentence = {
    "nl": "Geef precies één van goalId, cardId en watchId.",
    "en": "Give exactly one of goalId, cardId and watchId.",
}
_ONE_FACT: Sentence = {
    "nl": "Geef evidenceId of checkAttemptId, niet allebei.",
    "en": "Give evidenceId or checkAttemptId, not both.",
}


@dataclass(frozen=True, slots=True)
class AskedCheck(Assignment):
    """A check with a right to a place on the card, because the learner's objection is open; nobody assigned it."""

    contested: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Standing:
    """What objections mean for a card of now."""

    checks: tuple[AskedCheck, ...] = ()
    resting: frozenset[UUID] = frozenset()


def about_of(asked: AboutIn) -> tuple[About, UUID]:
    """What is contested; `Invalid` unless it is exactly one thing."""
    given: list[tuple[About, UUID | None]] = [
        ("goal", asked.goal_id),
        ("card", asked.card_id),
        ("watch", asked.watch_id),
    ]
    found = [(about, one) for about, one in given if one is not None]
    if len(found) != 1:
        raise Invalid(faults=[Fault("#/about", _ONE, "exactly-one")])
    return found[0]


def fact_named(evidence_id: UUID | None, attempt_id: UUID | None) -> UUID | None:
    if evidence_id is not None and attempt_id is not None:
        raise Invalid(faults=[Fault("#/checkAttemptId", _ONE_FACT, "one-fact")])
    return attempt_id if evidence_id is None else evidence_id


def counts(fact: AttemptRecorded | EvidenceRecorded, raised_at: datetime, check_id: UUID | None) -> bool:
    """May an estimate be decided on by it? Made after the objection, and a check, or seen by an educator.

    A correction of the ledger counts whenever it was recorded: it is about what was done before.
    """
    if isinstance(fact, EvidenceRecorded) and fact.kind == "correction":
        return True
    if fact.occurred_at < raised_at - CLOCKS_DIFFER:
        return False
    if isinstance(fact, AttemptRecorded):
        return fact.kind == "check" or fact.activity_id == check_id
    return fact.kind in SEEN_BY_EDUCATORS and fact.weight > 0


def fitting_check(picture: Picture, goal_ids: Sequence[UUID]) -> Activity | None:
    """The check with which the first of these goals is shown best; None where nothing fits the learner now.

    Within needs, prerequisites and what educators left out. The dial lets in any: it decides what stands beside it.
    """
    if not goal_ids:
        return None
    needs = picture.wishes.needs
    checks = [one for one in picture.catalogue.checks.get(goal_ids[0], ()) if not leaves_out(one, needs)]
    # As if asked for: then also a goal of other grades is open, as long as nothing is missing for it.
    asked = {one.activity_id: asked_check(UUID(int=0), one.activity_id, _EVER) for one in checks}
    open_to = replace(picture, decided=Decided(asked, picture.decided.excluded))
    done = {past.activity_id for past in picture.past}

    def rank(one: Activity) -> tuple[object, ...]:
        beside = len(one.goal_ids)
        return one.activity_id in done, beside, abs(one.level - OWN_LEVEL), -suited(one, needs), one.activity_id

    return min((one for one in checks if open_to.may_be_done(one)), key=rank, default=None)


def asked_check(objection_id: UUID, activity_id: UUID, raised_at: datetime) -> AskedCheck:
    return AskedCheck(
        assignment_id=objection_id,
        version=1,
        kind="assign",
        scope="learner",
        activity_id=activity_id,
        ground="show",
        until=raised_at.date() + timedelta(days=366),
        made_at=raised_at,
        met=False,
    )


def with_checks(decided: Decided, checks: Collection[AskedCheck]) -> Decided:
    """Before what educators assigned, as it is soon done; what they left out stays out."""
    if not checks:
        return decided
    asked = {one.activity_id: one for one in checks if one.activity_id not in decided.excluded}
    return Decided({**asked, **decided.wanted}, decided.excluded)
