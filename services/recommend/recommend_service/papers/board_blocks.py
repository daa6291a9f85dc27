"""What is so on this board, piece by piece for the papers. Pure."""

from collections.abc import Callable, Mapping
from datetime import UTC

from recommend_service.model.constants import DAY_ONE, NAMES
from recommend_service.models.schemas import FiguresOut, GapOut
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
    damaged = told.say("damaged", promoted=found.promoted) if found.version != found.promoted else ""
    waiting = told.say("waiting", number=found.waiting) if found.waiting else ""
    said = told.say("not_fitted", version=found.version)
    if found.fitted:
        since, share = told.day(found.listed.promoted_at), told.percent(found.second_layer)
        said = told.say(
            "fitted", version=found.version, since=since, attempts=found.listed.attempts, share=share, trees=found.trees
        )
    return " ".join(filter(None, (damaged, said, waiting)))


def model_constants(told: Told) -> str:
    """What day one says beside what is in use."""
    found = told.running.model.constants
    rows = [
        [f"`{name}`", told.number(start), told.number(found[name])] for name, start in zip(NAMES, DAY_ONE, strict=True)
    ]
    return told.table(["name", "day_one", "in_use"], rows)


def model_figures(told: Told) -> str:
    found = told.running.model.listed
    if found.figures is None and found.live is None:
        return told.say("no_figures")
    rows = [
        [f"`{name}`", *(told.figure(getattr(one, name, None)) for one in (found.figures, found.live))]
        for name in FiguresOut.model_fields
    ]
    shown = told.table(["name", "at_fit", "since_then"], rows)
    return f"{shown}\n\n{told.say('drift', word=told.word('drift', found.drift.word or 'unknown'))}"


def subgroups(told: Told) -> str:
    found = told.running.model
    limits = told.say("limits", auc=told.number(found.limits.auc), calibration=told.number(found.limits.calibration))
    unmeasured = told.say("unmeasured", names=", ".join(found.listed.unmeasured)) if found.listed.unmeasured else ""
    if not found.subgroups:
        shown = told.say("no_subgroups")
    elif not found.listed.gaps:
        shown = told.say("no_gaps", names=", ".join(found.subgroups))
    else:
        heads = ["subgroup", "kind", "evidence", "learners", "size", "range", "limit", "verdict"]
        shown = told.table(heads, [_gap(told, one) for one in found.listed.gaps])
    return "\n\n".join(filter(None, (shown, unmeasured, limits)))


def _gap(told: Told, one: GapOut) -> list[str]:
    return [
        one.subgroup or told.word("heads", "all"),
        told.word("gaps", one.kind),
        told.word("gaps", one.evidence),
        told.people(one.learners),
        told.figure(one.size),
        f"{told.figure(one.low)} … {told.figure(one.high)}",
        told.number(one.limit),
        told.word("gaps", one.verdict),
    ]


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
    """Of the last year; what fewer than ten learners are in is not told."""
    found = told.running.objections
    share = told.percent(found.share_upheld) if found.share_upheld is not None else None
    values = {"open": found.open, "decided": found.decided, "median_hours": found.median_hours, "upheld": share}
    rows = [[told.word("objections", name), told.known(value)] for name, value in values.items()]
    return told.table(["holds", "number"], rows)


def cards(told: Told) -> str:
    found = told.running.cards
    name = "explored" if found.explored else "not_explored"
    settled = told.say("settled" if found.version else "usual", version=found.version)
    return f"{told.say(name, share=told.percent(found.explored))} {settled}"


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
    "cards": cards,
    "zone_low": lambda told: told.percent(told.running.cards.zone.low),
    "zone_high": lambda told: told.percent(told.running.cards.zone.high),
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
