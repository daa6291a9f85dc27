"""What is so on this board, piece by piece for the papers. Pure."""

from collections.abc import Callable, Mapping
from datetime import UTC

from recommend_service.model.constants import DAY_ONE, NAMES
from recommend_service.papers.told import Told
from recommend_service.register.rules import LEAST_DAYS
from recommend_service.watches.rules import KINDS, NEEDED

PEOPLE = frozenset({"learner", "educator", "parent"})


def board(told: Told) -> str:
    running = told.running
    name = f"{running.board_name}, " if running.board_name else ""
    return f"{name}`{running.board_id}`"


def made(told: Told) -> str:
    return told.running.made_at.astimezone(UTC).strftime("%d-%m-%Y %H:%M UTC")


def counts(told: Told) -> str:
    rows = [
        [told.word("counted", name), told.people(number) if name in PEOPLE else str(number)]
        for name, number in told.running.counted.items()
    ]
    return told.table(["holds", "number"], rows)


def model(told: Told) -> str:
    found = told.running.model
    if not found.fitted:
        return told.say("not_fitted", version=found.version)
    since, share = told.day(found.since), told.percent(found.second_layer)
    return told.say("fitted", version=found.version, since=since, attempts=found.attempts, share=share)


def model_constants(told: Told) -> str:
    """What day one says beside what is in use."""
    found = told.running.model.constants
    rows = [
        [f"`{name}`", told.number(start), told.number(found[name])] for name, start in zip(NAMES, DAY_ONE, strict=True)
    ]
    return told.table(["name", "day_one", "in_use"], rows)


def model_figures(told: Told) -> str:
    found = told.running.model.figures
    if not found:
        return told.say("no_figures")
    return told.table(["name", "value"], [[f"`{name}`", told.number(value)] for name, value in found.items()])


def subgroups(told: Told) -> str:
    gaps = told.running.model.gaps
    if not gaps:
        return told.say("no_gaps")
    rows = [
        [
            one.subgroup,
            f"`{one.kind}`",
            told.people(one.learners),
            "–" if one.size is None else told.number(round(one.size, 4)),
            told.number(one.limit),
            f"`{one.verdict}`",
        ]
        for one in gaps
    ]
    return told.table(["subgroup", "kind", "learners", "size", "limit", "verdict"], rows)


def register(told: Told) -> str:
    found = told.running.register
    state = {None: "register_unchecked", True: "register_sound", False: "register_broken"}[found.sound]
    if found.entries == 0:
        return told.say("register_empty", days=found.days, least=LEAST_DAYS)
    term = told.say(
        "register",
        entries=found.entries,
        first=told.day(found.first_at),
        last=told.day(found.last_at),
        days=found.days,
        least=LEAST_DAYS,
    )
    return f"{term} {told.say(state, faults=found.faults)}"


def stop(told: Told) -> str:
    found = told.running.stop
    if found is None:
        return told.say("stands_running")
    until = told.day(found.until) if found.until else told.say("until_ended")
    return told.say("stands_stopped", since=told.day(found.since), until=until)


def notice_stop(told: Told) -> str:
    return told.say("notice_stopped" if told.running.stop else "notice_running")


def notice_stop_formal(told: Told) -> str:
    return told.say("notice_stopped_formal") if told.running.stop else told.say("stands_running")


def dials(told: Told) -> str:
    found = told.running.dials
    rows = [
        [subject or told.word("heads", "all"), told.word("dimensions", one), told.word("positions", position)]
        for subject, one, position in found
    ]
    shown = told.table(["subject", "dimension", "position"], rows) if rows else told.say("no_dials")
    return f"{shown}\n\n{told.say('dials_elsewhere', number=told.people(told.running.dials_elsewhere))}"


def overrides(told: Told) -> str:
    rows = []
    for (kind, scope), number in told.running.overrides.items():
        counted = told.people(number) if scope == "learner" else str(number)
        rows.append([told.word("overrides", kind), told.word("scopes", scope), counted])
    return told.table(["kind", "scope", "number"], rows) if rows else told.say("no_overrides")


def watches(told: Told) -> str:
    found = told.running.watches
    rows = []
    for kind in KINDS:
        still, ever = found.get(kind, (0, 0))
        rows.append([f"`{kind}`", told.word("watches", kind), str(NEEDED[kind]), told.people(still), told.people(ever)])
    return told.table(["kind", "meaning", "needed", "open", "ever"], rows)


def objections(told: Told) -> str:
    found = told.running.objections
    if not found:
        return told.say("no_objections" if found is None else "no_objections_yet")
    return told.table(["kind", "number"], [[f"`{state}`", told.people(number)] for state, number in found.items()])


def own_settings(told: Told) -> str:
    rows = [[f"`{table}`", f"`{name}`", value] for table, name, value in told.running.own_settings]
    return told.table(["table", "name", "value"], rows) if rows else told.say("no_settings")


BOARD: Mapping[str, Callable[[Told], str]] = {
    "board": board,
    "made": made,
    "counts": counts,
    "model": model,
    "model_constants": model_constants,
    "model_figures": model_figures,
    "subgroups": subgroups,
    "zone_low": lambda told: told.percent(told.running.zone[0]),
    "zone_high": lambda told: told.percent(told.running.zone[1]),
    "register": register,
    "register_days": lambda told: str(told.running.register.days),
    "register_least": lambda _told: str(LEAST_DAYS),
    "stop": stop,
    "notice_stop": notice_stop,
    "notice_stop_formal": notice_stop_formal,
    "dials": dials,
    "overrides": overrides,
    "watches": watches,
    "objections": objections,
    "own_settings": own_settings,
}
