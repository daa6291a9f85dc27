"""From the rows of all services to pages that tell them: pure."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from eigenwijs_shared.errors import Language
from profile_service.dossier.teller import WHOSE, Teller, at_school
from profile_service.dossier.vocabulary import COLUMNS
from profile_service.dossier.words import PAGE, SAID, SECTIONS, SERVICES, WHO, say
from profile_service.talks.rules import state_of

Row = Mapping[str, Any]
Documents = Mapping[str, Mapping[str, Any]]
"""By service: `rows` by table, `titles` by id; of profile also `people`: names by id."""

MOST = 200
"""Rows of a table that are told; all are in the data beside it."""
_TIMES = (
    *("occurred_at", "made_at", "moved_at", "offered_at", "at", "first_at", "created_at", "written_at"),
    *("practised_at", "updated_at", "placed_at", "said_at", "set_at", "given_at", "week", "month"),
)
_SHOWN: Mapping[str, Sequence[str]] = {
    "agency_move": ("moved_at", "subject", "dimensions", "reason", "author_id", "valid_from", "valid_until"),
    "attempt": ("occurred_at", "goal_ids", "kind", "form", "level", "success", "score_scaled"),
    "evidence": ("occurred_at", "kind", "goal_ids", "success", "score_scaled", "rubric", "note", "author_id"),
    "choice": ("made_at", "kind", "activity_id", "title", "reason", "withdrawn_at"),
    "assignment": ("made_at", "kind", "activity_id", "reason", "until"),
    "contract": ("starts_on", "ends_on", "state", "note", "learner_signed_at", "educator_signed_at"),
    "contract_task": ("title", "minutes", "planned_on", "due_on", "state", "done_at"),
    "contract_replan": ("made_at", "because", "days", "made_by"),
    "contract_calendar": ("made_at", "made_by", "revoked_at"),
    "elective_wish": ("set_at", "elective_id", "wishes", "author_id"),
    "elective_place": ("placed_at", "elective_id", "period_id", "module_id", "way", "wish"),
    "elective_swap": ("made_at", "elective_id", "period_id", "module_ids", "state"),
    "estimate": ("goal_id", "how_far", "attempts", "successes", "practised_at"),
    "review": ("goal_id", "reviewed_at", "due_at", "reviews"),
    "watch": ("found_at", "kind", "goal_id", "closed_at", "note"),
    "card": ("offered_at", "subject", "goals", "options"),
    "access": ("day", "viewer_id", "viewer_role", "what"),
    "account": ("username", "role"),
    "consent": ("purpose", "given_by", "method", "proof", "given_at", "withdrawn_at"),
    "aim": ("title", "text", "goal_ids", "horizon", "state", "state_words", "visible_to", "created_at"),
    "aim_step": ("aim_id", "title", "due", "done"),
    "aim_reflection": ("written_at", "aim_id", "text", "author_id"),
    "talk": ("at", "educator_id", "topic", "state", "notes", "agreements", "missed_reason", "notes_visible_to"),
    "interest": ("topic", "said_at", "until", "ended_at"),
    "held_need": ("need", "set_at", "author_id", "until", "ended_at"),
    "motivation": ("week", "autonomy", "competence", "relatedness", "shared"),
    "agency_proposal": ("made_at", "subject", "dimensions", "reason", "origin", "proposed_by", "state"),
}
COPIES = frozenset(
    {
        *("learner", "membership", "vault.person", "card_offered", "card_choice", "agency_dial", "learner_need"),
        *("learner_interest", "agency_choice", "catalogue_card", "learner_state", "agency_place", "ledger_end"),
        *("said_version", "ledger_renewal", "roster_record", "parent", "mastery", "done"),
        *("assignment_met", "standing_assignment", "met_assignment", "standing_contract", "learner_aim"),
        *("observation", "mastered_once"),
        *("watch_alarm", "watch_mark", "watch_memory", "watch_due", "objection_fact"),
    }
)
"""Told under `who`, or held a second time by a service that needs it nearby: in the data, not told twice."""


def people_in(documents: Documents) -> set[str]:
    """The ids of everybody whom a page would name."""
    rows = [row for one in documents.values() for table in one["rows"].values() for row in table]
    named = {str(row[name]) for row in rows for name in WHOSE & row.keys() if row[name]}
    return named | {str(row["parent_id"]) for row in documents["profile"]["rows"].get("parent", [])}


def story(documents: Documents, language: Language, now: datetime) -> dict[str, Any]:
    """`name`, `made`, `facts` (label, value), `parts`, `sections` with heading, intro, head, rows, note; `missing`."""
    own = documents["profile"]["rows"]
    teller = _teller(documents, language)
    held = {table: rows for one in documents.values() for table, rows in one["rows"].items() if table not in COPIES}
    if "attempt" in held:
        held = {**held, "months": _by_month(held["attempt"])}
    known = [table for table in SECTIONS if held.get(table)]
    tables = [*known, *sorted(table for table in held.keys() - SECTIONS.keys() if held[table])]
    facts = _facts(own, teller)
    return {
        "name": facts[0][1],
        "made": teller.value("at", now.isoformat()),
        "facts": facts,
        "sections": [_section(table, _prepared(table, held[table], now), teller) for table in tables],
        "missing": _missing(held, language),
        "parts": [
            (say(SERVICES, service, language), sum(len(rows) for rows in one["rows"].values()))
            for service, one in documents.items()
        ],
        "who": {"heading": SECTIONS["who"][0][language], "intro": SECTIONS["who"][1][language]},
    }


def _teller(documents: Documents, language: Language) -> Teller:
    titles: dict[str, str] = {}
    for document in documents.values():
        titles |= document["titles"]
    profile = documents["profile"]
    learner_id = next((str(row["learner_id"]) for row in profile["rows"].get("learner", [])), "")
    return Teller(language, titles, profile.get("people", {}), learner_id)


def _missing(held: Collection[str], language: Language) -> list[str]:
    """So that who reads it knows that nothing was left out."""
    asked = SECTIONS.keys() - {"who", "months"} - set(held)
    return [heading[language] for table, (heading, _) in SECTIONS.items() if table in asked]


def _facts(rows: Mapping[str, Sequence[Row]], teller: Teller) -> list[tuple[str, str]]:
    person = next(iter(rows.get("vault.person", [])), {})
    learner = next(iter(rows.get("learner", [])), {})
    name = " ".join(part for part in (person.get("given"), person.get("family")) if part)
    records = [row["kept"] for row in rows.get("roster_record", [])]
    values = {
        "name": name or str(learner.get("learner_id", "")),
        "schools": teller.value("school_ids", learner.get("school_ids", [])),
        "grades": ", ".join(teller.value("grades", grade) for grade in learner.get("grades", [])),
        "membership": "; ".join(_membership(one, teller) for one in rows.get("membership", [])),
        "active": teller.value("active", learner.get("active")),
        "parents": ", ".join(teller.person(str(one["parent_id"])) for one in rows.get("parent", [])),
        "sixteen": next((teller.value("at", kept["sixteen"]) for kept in records if kept.get("sixteen")), None),
        "sourced_id": person.get("sourced_id"),
        "eck_id": person.get("eck_id"),
        "learner_id": learner.get("learner_id"),
    }
    return [(say(WHO, key, teller.language), str(value)) for key, value in values.items() if value]


def _membership(row: Row, teller: Teller) -> str:
    """`Groep 7 Rood (vanaf 25-08-2026)`; of one that has ended both days."""
    began, ended = (row[name] and teller.day(at_school(row[name])) for name in ("began_at", "ended_at"))
    when = SAID["from-to" if ended else "since"][teller.language].format(began=began, ended=ended)
    return f"{teller.value('group_id', row['group_id'])} ({when})"


def _by_month(attempts: Sequence[Row]) -> list[Row]:
    months = groupby(sorted(attempts, key=_when), key=lambda row: f"{at_school(_when(row)):%Y-%m}")
    counted = [(month, list(rows)) for month, rows in months]
    return [
        {"month": month, "attempts": len(rows), "successes": sum(1 for row in rows if row["success"])}
        for month, rows in counted
    ]


class _Talk(NamedTuple):
    state: str
    at: datetime


def _prepared(table: str, rows: Sequence[Row], now: datetime) -> Sequence[Row]:
    if table == "estimate":
        return [{**row, "how_far": "mastered" if row["mastered"] else "growing"} for row in rows]
    if table == "talk":
        return [{**row, "state": state_of(_Talk(row["state"], datetime.fromisoformat(row["at"])), now)} for row in rows]
    return rows


def _when(row: Row) -> str:
    return next((str(row[name]) for name in _TIMES if row.get(name)), "")


def _section(table: str, rows: Sequence[Row], teller: Teller) -> dict[str, Any]:
    language = teller.language
    newest = sorted(rows, key=_when, reverse=True)[:MOST]
    names = _SHOWN.get(table) or [name for name in newest[0] if name != "learner_id"]
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
