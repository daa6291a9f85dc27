"""Who may answer a proposal, and what becomes of it. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from eigenwijs_shared.errors import Problem
from profile_service.proposals.problems import STATES, DialMoved, NoLongerOpen, NotYourProposal, OwnProposal

Side = Literal["learner", "educator"]
Origin = Literal["learner", "educator", "gradual-release"]
State = Literal["open", "accepted", "declined", "withdrawn", "expired", "superseded"]
Answer = Literal["accept", "decline", "withdraw"]

LASTS = timedelta(days=28)
_CLOSES: Mapping[Answer, State] = {"accept": "accepted", "decline": "declined", "withdraw": "withdrawn"}


def side_of(role: str) -> Side:
    """A board's administrator or system speaks for the school, as an educator does."""
    return "learner" if role == "learner" else "educator"


def expires_at(made_at: datetime, valid_until: datetime | None) -> datetime:
    """Nobody is bound by what was proposed long ago, nor for a time that is over."""
    return min(made_at + LASTS, valid_until or made_at + LASTS)


def state_of(proposal: Any, held: Mapping[Any, str], now: datetime) -> State:
    """The state as it is now, given which positions hold: time and other moves may have overtaken an open one."""
    state: State = proposal.state
    if state != "open":
        return state
    if proposal.expires_at <= now:
        return "expired"
    moved = any(held[dimension] != position for dimension, position in proposal.seen.items())
    return "superseded" if moved else "open"


def answered(answer: Answer, proposal: Any, side: Side, state: State) -> State:
    """The state after this answer; the same state where it was given before. Raises what forbids it."""
    if answer == "withdraw" and proposal.origin != side:
        raise NotYourProposal
    if answer != "withdraw" and proposal.origin == side:
        raise OwnProposal
    if state == _CLOSES[answer]:
        return state
    if state == "superseded":
        raise DialMoved
    if state != "open":
        raise NoLongerOpen(state=STATES[state])
    if answer != "accept":
        return _CLOSES[answer]
    other = proposal.educator_agreed if side == "learner" else proposal.learner_agreed
    return "accepted" if other is not None else "open"


def forbidden() -> tuple[type[Problem], ...]:
    """What an answer may meet."""
    return NotYourProposal, OwnProposal, DialMoved, NoLongerOpen
