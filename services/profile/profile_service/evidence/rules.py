"""What evidence counts, what is wrong with it, and what the others hear of it: pure.

Weights are in attempts: 1.0 moves an estimate as much as one attempt at the goal's own level. They are a choice of
ours, made with what is known of how well such judgements agree with those of trained judges:

* 1.0 an observation by an educator, practice on paper: one look at one performance, as an attempt is.
* 1.5 a formal check on paper: made without help, and marked by somebody else.
* 2.0 a product with a rubric: longer work, judged per criterion; analytic rubrics make such judgements more reliable
  (Jonsson & Svingby 2007, doi:10.1016/j.edurev.2007.05.002).
* 0.3 a peer: agrees with the teacher at r ≈ .63, r² ≈ .4 (Li et al. 2016, doi:10.1080/02602938.2014.999746), and some
  of that is friendship.
* 0.1 oneself: r ≈ .39, r² ≈ .15 (Falchikov & Boud 1989, doi:10.3102/00346543059004395), and one that counted for more
  would no longer be honest. It is shown; it hardly counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from eigenwijs_shared.contracts.profile import EvidenceRecorded
from eigenwijs_shared.errors import Conflict, Fault, NotFound, Problem, Sentence

Kind = Literal["observation", "product", "self-assessment", "peer-assessment", "paper-check", "correction"]
Source = Literal["learner", "educator", "board", "system"]
WEIGHT_OF: dict[Kind, float] = {
    "observation": 1.0,
    "product": 2.0,
    "self-assessment": 0.1,
    "peer-assessment": 0.3,
    "paper-check": 1.0,
}
WEIGHT_OF_CHECK = 1.5
WEIGHT_OF_ATTEMPT = 1.0
SUFFICIENT = 0.55
"""From here a score is a success, unless it is said: the Dutch 5.5."""
BY_EDUCATORS: frozenset[Kind] = frozenset({"observation", "product", "paper-check", "correction"})
_SOURCES: dict[str, Source] = {"learner": "learner", "educator": "educator", "board-admin": "board"}


class EvidenceIdReused(Conflict):
    """The id was used for other evidence of this learner."""

    type = "evidence-id-reused"
    title = {"nl": "Nummer van bewijs al gebruikt", "en": "Evidence id used before"}
    detail = {
        "nl": "Deze evidenceId is voor deze leerling al gebruikt voor iets anders. Maak een nieuwe.",
        "en": "This evidenceId was used for something else of this learner. Make a new one.",
    }


class KindNotYours(Problem):
    """Somebody else records this kind of evidence."""

    status = 403
    type = "kind-not-yours"
    title = {"nl": "Dit leg jij niet vast", "en": "This is not yours to record"}
    detail = {
        "nl": "Over jezelf leg je een self-assessment vast, over een klasgenoot een peer-assessment, en als leraar de "
        "andere soorten.",
        "en": "Record a self-assessment about yourself, a peer-assessment about a classmate, and as an educator the "
        "other kinds.",
    }


class UnknownFact(NotFound):
    """What the correction points to is not in this learner's ledger."""

    type = "unknown-fact"
    title = {"nl": "Te verbeteren bewijs niet gevonden", "en": "Nothing to correct"}
    detail = {
        "nl": "Deze leerling heeft geen poging of bewijs met het nummer in corrects.",
        "en": "This learner has no attempt or evidence with the id in corrects.",
    }


class CorrectedBefore(Conflict):
    """A fact is corrected once."""

    type = "corrected-before"
    title = {"nl": "Al verbeterd", "en": "Corrected before"}
    detail = {
        "nl": "Dit is al verbeterd. Klopt die verbetering niet? Verbeter dan de verbetering ({evidence_id}).",
        "en": "This was corrected before. If that correction is wrong, correct the correction ({evidence_id}).",
    }


class Rubric(Protocol):
    @property
    def levels(self) -> Sequence[str]: ...
    @property
    def scored(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact in the ledger that is no attempt."""

    learner_id: UUID
    sequence: int
    evidence_id: UUID
    kind: Kind
    goal_ids: list[UUID]
    level: int
    form: str
    weight: float
    score_scaled: float | None
    success: bool | None
    rubric: list[dict[str, Any]] | None
    note: str | None
    corrects: UUID | None
    corrects_sequence: int | None
    author_id: str
    author_role: str
    occurred_at: datetime
    recorded_at: datetime

    def says_the_same_as(self, other: "Evidence") -> bool:
        """Is this a repetition, or other evidence under the same id?"""
        return self._said() == other._said()

    def _said(self) -> tuple[object, ...]:
        # Weights may be weighed anew between two sendings; a check on paper differs from practice in its weight alone.
        check = self.kind == "paper-check" and self.weight == WEIGHT_OF_CHECK
        result = (self.score_scaled, self.success, self.rubric)
        about = (self.goal_ids, self.level, self.form, self.note, self.corrects, self.occurred_at, self.author_id)
        return (self.kind, check, result, about)


@dataclass(frozen=True, slots=True)
class Fact:
    """An attempt or evidence, as far as a correction takes over from it."""

    sequence: int
    goal_ids: list[UUID]
    level: int
    form: str
    weight: float
    score_scaled: float | None
    success: bool | None
    occurred_at: datetime


def source_of(role: str) -> Source:
    """Who says so."""
    return _SOURCES.get(role, "system")


def may_record(role: str, kind: Kind, *, about_oneself: bool) -> bool:
    """Whether this is theirs to say; reach is another question."""
    if role == "learner":
        return kind == ("self-assessment" if about_oneself else "peer-assessment")
    return kind in BY_EDUCATORS


def weight_of(kind: Kind, *, check: bool) -> float:
    """How many attempts it counts for."""
    return WEIGHT_OF_CHECK if kind == "paper-check" and check else WEIGHT_OF[kind]


def rubric_score(criteria: Sequence[Rubric]) -> float:
    """The mean over the criteria of how far up its levels each was judged: 0 all lowest, 1 all highest."""
    return sum(one.scored / (len(one.levels) - 1) for one in criteria) / len(criteria)


def result_of(score: float | None, success: bool | None) -> tuple[float, bool]:
    """Either of the two tells the other."""
    if score is None:
        return (1.0 if success else 0.0), bool(success)
    return score, score >= SUFFICIENT if success is None else success


def replaced(fact: Fact, score: float | None, success: bool | None) -> tuple[float | None, bool | None]:
    """What holds after a correction; (None, None) when it only takes back."""
    return (None, None) if score is None and success is None else result_of(score, success)


def event_of(one: Evidence, renewal: int, *, corrected: bool = False) -> EvidenceRecorded:
    """What the others hear of it; what was corrected, or only takes back, weighs nothing."""
    counts = not corrected and one.score_scaled is not None
    return EvidenceRecorded(
        learner_id=one.learner_id,
        sequence=one.sequence,
        evidence_id=one.evidence_id,
        kind=one.kind,
        goal_ids=one.goal_ids,
        level=one.level,
        form=one.form,
        weight=one.weight if counts else 0.0,
        score_scaled=one.score_scaled or 0.0,
        success=bool(one.success),
        corrects=one.corrects,
        occurred_at=one.occurred_at,
        recorded_at=one.recorded_at,
        renewal=renewal,
    )


class Said(Protocol):
    """Evidence as a client sends it."""

    @property
    def kind(self) -> Kind: ...
    @property
    def goal_ids(self) -> Sequence[UUID]: ...
    @property
    def level(self) -> int | None: ...
    @property
    def form(self) -> str | None: ...
    @property
    def score_scaled(self) -> float | None: ...
    @property
    def success(self) -> bool | None: ...
    @property
    def check(self) -> bool: ...
    @property
    def rubric(self) -> Sequence[Rubric] | None: ...
    @property
    def note(self) -> str | None: ...
    @property
    def occurred_at(self) -> datetime | None: ...
    @property
    def corrects(self) -> UUID | None: ...
    @property
    def reason(self) -> str | None: ...


_MISSING: Sentence = {
    "nl": "Dit veld hoort bij deze soort bewijs; vul het in.",
    "en": "This kind of evidence needs this field; fill it in.",
}
_ODD: Sentence = {
    "nl": "Dit veld hoort niet bij deze soort bewijs; laat het weg.",
    "en": "This kind of evidence does not have this field; leave it out.",
}
_NO_RESULT: Sentence = {
    "nl": "Geef scoreScaled, success of beide: anders zegt dit bewijs niets.",
    "en": "Give scoreScaled, success or both: without them this evidence says nothing.",
}
_NO_SUCH_LEVEL: Sentence = {
    "nl": "Zo'n niveau heeft dit criterium niet; tel vanaf 0.",
    "en": "This criterion has no such level; count from 0.",
}


def faults_of(said: Said) -> list[Fault]:
    """Which fields the kind lacks, or has too many."""
    given: dict[str, bool] = {
        "goalIds": bool(said.goal_ids),
        "occurredAt": said.occurred_at is not None,
        "level": said.level is not None,
        "form": said.form is not None,
        "check": said.check,
        "rubric": said.rubric is not None,
        "note": said.note is not None,
        "corrects": said.corrects is not None,
        "reason": said.reason is not None,
        "scoreScaled": said.score_scaled is not None,
    }
    needed, odd = _fields_of(said.kind)
    faults = [Fault(f"#/{name}", _MISSING, "missing") for name in needed if not given[name]]
    faults += [Fault(f"#/{name}", _ODD, "not-of-this-kind") for name in odd if given[name]]
    if said.kind not in {"correction", "product"} and said.score_scaled is None and said.success is None:
        faults.append(Fault("#/scoreScaled", _NO_RESULT, "missing"))
    for place, one in enumerate(said.rubric or ()):
        if one.scored >= len(one.levels):
            faults.append(Fault(f"#/rubric/{place}/scored", _NO_SUCH_LEVEL, "unknown-level"))
    return faults


def _fields_of(kind: Kind) -> tuple[Sequence[str], Sequence[str]]:
    if kind == "correction":
        return ("corrects", "reason"), ("goalIds", "occurredAt", "level", "form", "check", "rubric", "note")
    if kind == "product":
        return ("goalIds", "occurredAt", "rubric"), ("scoreScaled", "check", "corrects", "reason")
    if kind == "paper-check":
        return ("goalIds", "occurredAt"), ("rubric", "corrects", "reason")
    return ("goalIds", "occurredAt"), ("rubric", "check", "corrects", "reason")
