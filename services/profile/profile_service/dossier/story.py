"""From the rows of all services to pages that tell them: pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from eigenwijs_shared.contracts.catalogue import DUTCH
from eigenwijs_shared.contracts.needs import DUTCH as NEED_IN_DUTCH
from eigenwijs_shared.contracts.needs import ENGLISH as NEED_IN_ENGLISH
from eigenwijs_shared.errors import Language
from profile_service.agency.words import SCHOOL_TIME
from profile_service.dossier.words import COLUMNS, PAGE, SECTIONS, SERVICES, VALUES, WHO, say

Row = Mapping[str, Any]
Documents = Mapping[str, Mapping[str, Any]]
"""By service: `rows` by table, and `titles` by id."""

MOST = 200
"""Rows of a table that are told; all are in the data beside it."""
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
_TIMES = (
    "occurred_at",
    "made_at",
    "moved_at",
    "offered_at",
    "at",
    "first_at",
    "created_at",
    "written_at",
    "updated_at",
)
_SHOWN: Mapping[str, Sequence[str]] = {
    "agency_move": ("moved_at", "subject", "dimensions", "reason", "author_id"),
    "attempt": ("occurred_at", "goal_ids", "kind", "form", "level", "success", "score_scaled"),
    "evidence": ("occurred_at", "kind", "goal_ids", "success", "score_scaled", "note"),
    "choice": ("made_at", "kind", "activity_id", "title", "reason"),
    "contract": ("starts_on", "ends_on", "state", "note", "learner_signed_at", "educator_signed_at"),
    "contract_task": ("title", "minutes", "planned_on", "due_on", "state", "done_at"),
    "contract_replan": ("made_at", "because", "days", "made_by"),
    "contract_calendar": ("made_at", "made_by", "revoked_at"),
    "estimate": ("goal_id", "how_far", "attempts", "successes", "practised_at"),
    "card": ("offered_at", "subject", "goals", "options"),
    "access": ("day", "viewer_id", "viewer_role", "what"),
    "account": ("username", "role"),
    "consent": ("purpose", "given_by", "proof", "given_at", "withdrawn_at"),
    "aim": ("title", "text", "goal_ids", "horizon", "state", "created_at"),
    "aim_step": ("title", "due", "done"),
    "aim_reflection": ("written_at", "text"),
    "talk": ("at", "topic", "state", "notes", "agreements"),
    "interest": ("topic", "said_at", "until"),
    "held_need": ("need", "set_at", "until", "ended_at"),
    "motivation": ("week", "autonomy", "competence", "relatedness", "shared"),
    "agency_proposal": ("made_at", "subject", "dimensions", "reason", "state"),
}
_COPIES = frozenset(
    {
        *("learner", "membership", "vault.person", "card_offered", "card_choice", "agency_dial", "learner_need"),
        *("learner_interest", "agency_choice", "catalogue_card", "learner_state", "agency_place", "ledger_end"),
        *("said_version", "ledger_renewal", "mastery", "done"),
    }
)
"""Told under `who`, or held a second time by a service that needs it nearby: in the data, not told twice."""


def story(documents: Documents, language: Language, now: datetime) -> dict[str, Any]:
    """`name`, `made`, `facts` (label, value) and `sections` with heading, intro, head, rows and note."""
    titles: dict[str, str] = {}
    for document in documents.values():
        titles |= document["titles"]
    teller = _Teller(titles, language)
    held = [(service, table, rows) for service, one in documents.items() for table, rows in one["rows"].items()]
    told = {table: rows for _, table, rows in held if table not in _COPIES}
    facts = _facts(documents["profile"]["rows"], teller)
    sections = []
    if "attempt" in told:
        sections.append(_section("months", _by_month(told["attempt"]), teller))
    known = [table for table in SECTIONS if table in told]
    sections += [_section(table, _prepared(table, told[table]), teller) for table in known]
    sections += [_section(table, told[table], teller) for table in sorted(told.keys() - SECTIONS.keys())]
    order = {table: place for place, table in enumerate(SECTIONS)}
    sections.sort(key=lambda section: order.get(section["key"], len(order)))
    parts = [(say(SERVICES, service, language), sum(len(rows) for rows in one["rows"].values()))
             for service, one in documents.items()]  # fmt: skip
    return {
        "name": facts[0][1],
        "made": teller.value("at", now.isoformat()),
        "facts": facts,
        "sections": sections,
        "parts": parts,
        "who": {"heading": SECTIONS["who"][0][language], "intro": SECTIONS["who"][1][language]},
    }


def _facts(rows: Mapping[str, Sequence[Row]], teller: "_Teller") -> list[tuple[str, str]]:
    person = next(iter(rows.get("vault.person", [])), {})
    learner = next(iter(rows.get("learner", [])), {})
    name = " ".join(part for part in (person.get("given"), person.get("family")) if part)
    values = {
        "name": name or str(learner.get("learner_id", "")),
        "sourced_id": person.get("sourced_id"),
        "eck_id": person.get("eck_id"),
        "learner_id": learner.get("learner_id"),
        "grades": ", ".join(learner.get("grades", [])),
        "active": teller.value("active", learner.get("active")),
        "membership": ", ".join(teller.value("at", one["began_at"]) for one in rows.get("membership", [])),
    }
    return [(say(WHO, key, teller.language), str(value)) for key, value in values.items() if value]


def _by_month(attempts: Sequence[Row]) -> list[Row]:
    months = groupby(sorted(attempts, key=_when), key=lambda row: _when(row)[:7])
    counted = [(month, list(rows)) for month, rows in months]
    return [
        {"month": month, "attempts": len(rows), "successes": sum(1 for row in rows if row["success"])}
        for month, rows in counted
    ]


def _prepared(table: str, rows: Sequence[Row]) -> Sequence[Row]:
    if table == "estimate":
        return [{**row, "how_far": "mastered" if row["mastered"] else "growing"} for row in rows]
    return rows


def _when(row: Row) -> str:
    return next((str(row[name]) for name in _TIMES if row.get(name)), "")


def _section(table: str, rows: Sequence[Row], teller: "_Teller") -> dict[str, Any]:
    language = teller.language
    newest = sorted(rows, key=_when, reverse=True)[:MOST]
    names = _SHOWN.get(table) or [name for name in (newest[0] if newest else {}) if name != "learner_id"]
    names = [name for name in names if any(row.get(name) not in (None, "", []) for row in newest)]
    heading = SECTIONS[table][0][language] if table in SECTIONS else say({}, table, language).capitalize()
    cut = PAGE["shown"][language].format(shown=len(newest), total=len(rows)) if len(newest) < len(rows) else ""
    return {
        "key": table,
        "heading": heading,
        "intro": SECTIONS[table][1][language] if table in SECTIONS else "",
        "head": [say(COLUMNS, name, language) for name in names],
        "rows": [[teller.value(name, row.get(name)) for name in names] for row in newest],
        "note": cut,
    }


def _at_school(value: str) -> str:
    """A time as the clock at school showed it."""
    moment = datetime.fromisoformat(value)
    return (moment.astimezone(SCHOOL_TIME) if moment.tzinfo else moment).strftime("%d-%m-%Y %H:%M")


_NEEDS: Mapping[Language, Mapping[str, str]] = {
    "nl": {str(need): words for need, words in NEED_IN_DUTCH.items()},
    "en": {str(need): words for need, words in NEED_IN_ENGLISH.items()},
}


class _Teller:
    """Says a value as somebody would who knows the words and the titles, but no ids."""

    def __init__(self, titles: Mapping[str, str], language: Language) -> None:
        self._titles, self.language = titles, language

    def value(self, name: str, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return say(VALUES, str(value).lower(), self.language)
        if isinstance(value, Mapping):
            return self._pairs(value)
        if isinstance(value, list):
            return self._several(name, value)
        return self._one(name, str(value))

    def _one(self, name: str, value: str) -> str:
        if _ID.fullmatch(value):
            return self._titles.get(value, value[:8])
        if found := _DAY.fullmatch(value):
            return "-".join(reversed(found.groups()))
        if _TIME.fullmatch(value):
            return _at_school(value)
        if name == "need":
            return _NEEDS[self.language].get(value, value)
        if name == "form" and self.language == "nl" and value in DUTCH:
            return DUTCH[value]
        return VALUES[value][self.language] if value in VALUES else value

    def _several(self, name: str, values: Iterable[Any]) -> str:
        told = [
            self._titled(name, value) if isinstance(value, Mapping) else self.value(name, value) for value in values
        ]
        return "; ".join(one for one in told if one)

    def _titled(self, name: str, value: Mapping[str, Any]) -> str:
        """An option or goal of a card is told by its title."""
        for key in ("title", "activity_id", "activityId", "goal_id", "goalId"):
            if value.get(key):
                return self.value(name, value[key])
        return self._pairs(value)

    def _pairs(self, value: Mapping[str, Any]) -> str:
        return ", ".join(
            f"{say(VALUES, str(key), self.language)}: {self.value(str(key), one)}" for key, one in value.items()
        )
