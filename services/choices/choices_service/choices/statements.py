"""A choice as an xAPI 1.0.3 statement, with what there was to choose from: most systems keep only what was done. Pure.

A learner is its pseudonym; own words (titles of own ideas, reasons) stay here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from eigenwijs_shared.contracts.catalogue import ChoiceKind
from eigenwijs_shared.errors import Sentence

Json = dict[str, Any]
_SELECTED = {"id": "http://id.tincanapi.com/verb/selected", "display": {"nl": "koos", "en": "selected"}}
_SKIPPED = {"id": "http://id.tincanapi.com/verb/skipped", "display": {"nl": "sloeg over", "en": "skipped"}}
_OWN_IDEA: Sentence = {"nl": "Een eigen idee", "en": "An idea of one's own"}
_CARD: Sentence = {"nl": "Keuzekaart", "en": "Choice card"}
_GOAL: Sentence = {"nl": "Leerdoel", "en": "Learning goal"}
_ACTIVITY: Sentence = {"nl": "Activiteit", "en": "Activity"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice, with titles of activities and goals by id, and the ids of the activities that it was chosen from."""

    choice_id: UUID
    learner_id: UUID
    author_id: str
    kind: ChoiceKind
    card_id: UUID | None
    activity_id: UUID | None
    goal_ids: Sequence[UUID]
    offered: Sequence[UUID]
    titles: Mapping[UUID, str]
    made_at: datetime


def statement_of(chosen: Chosen, home_page: str) -> Json:
    """The whole statement; `home_page` says to whom the pseudonyms belong."""
    context: Json = {
        "platform": "Eigenwijs",
        "extensions": {
            f"{home_page}/xapi/choice-kind": chosen.kind,
            f"{home_page}/xapi/options-offered": [_iri(one) for one in chosen.offered],
        },
        "contextActivities": _around(chosen),
    }
    if chosen.author_id != str(chosen.learner_id):
        context["instructor"] = _agent(chosen.author_id, home_page)
    return {
        "id": str(chosen.choice_id),
        "actor": _agent(str(chosen.learner_id), home_page),
        "verb": _SKIPPED if chosen.kind == "opt-out" else _SELECTED,
        "object": _object(chosen),
        "context": context,
        "timestamp": chosen.made_at.isoformat(),
        "version": "1.0.3",
    }


def _object(chosen: Chosen) -> Json:
    if chosen.activity_id is not None:
        return _thing(chosen.activity_id, chosen.titles.get(chosen.activity_id), _ACTIVITY)
    if chosen.kind == "opt-out" and chosen.card_id is not None:
        return _thing(chosen.card_id, None, _CARD)
    return _thing(chosen.choice_id, None, _OWN_IDEA)


def _around(chosen: Chosen) -> Json:
    """The goals that it serves, and the card that it came from."""
    around: Json = {"parent": [_thing(one, chosen.titles.get(one), _GOAL) for one in chosen.goal_ids]}
    if chosen.card_id is not None:
        around["grouping"] = [_thing(chosen.card_id, None, _CARD)]
    return around


def _thing(identity: UUID, title: str | None, otherwise: Sentence) -> Json:
    name = {"nl": title} if title is not None else dict(otherwise)
    return {"objectType": "Activity", "id": _iri(identity), "definition": {"name": name}}


def _agent(name: str, home_page: str) -> Json:
    return {"objectType": "Agent", "account": {"homePage": home_page, "name": name}}


def _iri(identity: UUID) -> str:
    return f"urn:uuid:{identity}"
