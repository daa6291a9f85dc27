"""What the code itself says of how it decides, piece by piece for the papers. Pure."""

from collections.abc import Callable, Mapping
from importlib.metadata import version

from eigenwijs_shared.auth import ROLES, SCOPES_OF_ROLE
from eigenwijs_shared.events.envelope import EVENTS
from recommend_service.cards.rules import MOST_BY_LEARNER, POLICY
from recommend_service.cards.scoring import WEIGHTS
from recommend_service.mastery.gates import MASTERY_ATTEMPTS, MASTERY_THRESHOLD
from recommend_service.model import features
from recommend_service.papers import held
from recommend_service.papers.constants import numbers
from recommend_service.papers.told import Told
from recommend_service.reactions import REACTIONS
from recommend_service.reviews.rules import RETENTION
from recommend_service.watches.alarms import A_DAY

PARTS = ("eigenwijs-recommend", "eigenwijs-shared", "fsrs", "numba", "numpy", "scipy", "reportlab")
STOPPING = "overrides:write"


def software(told: Told) -> str:
    rows = [[f"`{name}`", version(name)] for name in PARTS]
    return f"{told.table(['part', 'version'], rows)}\n\n{told.say('others')}"


def weights(told: Told) -> str:
    rows = [[f"`{name}`", told.number(value), told.word("weights", name)] for name, value in WEIGHTS.items()]
    return told.table(["name", "weight", "meaning"], rows)


def model_features(told: Told) -> str:
    parts = []
    for family, members in features.FAMILIES.items():
        names = [features.NAMES[one] for one in members]
        rows = [[f"`{name}`", told.word("features", name)] for name in names]
        parts.append(f"**{told.word('families', family)}** (`{family}`)\n\n{told.table(['name', 'meaning'], rows)}")
    return "\n\n".join(parts)


def deciding(told: Told) -> str:
    rows = [[f"`{place}`", f"`{name}`", told.number(value)] for place, name, value in numbers()]
    return told.table(["where", "name", "value"], rows)


def tables(told: Told) -> str:
    rows = [
        [f"`{one.name}`", told.word("tables", one.name), ", ".join(f"`{column.name}`" for column in one.c)]
        for one in held.of_people()
    ]
    return told.table(["table", "holds", "columns"], rows)


def never(told: Told) -> str:
    """Looked for anew for every paper."""
    lines = []
    for kind in held.NEVER:
        found = held.offending(kind)
        result = told.say("present", found=", ".join(found)) if found else told.say("absent")
        lines.append(f"- {told.word('never', kind)}: {result}")
    looked = told.say("looked", columns=len(held.columns()), tables=len(list(held.tables())))
    return "\n".join([f"{looked}\n", *lines])


def never_in_words(told: Told) -> str:
    return "\n".join(f"- {told.word('never', kind)}" for kind in held.NEVER)


def events_out(told: Told) -> str:
    ours = {kind: event for kind, event in EVENTS.items() if kind.startswith("recommend.")}
    rows = [[f"`{kind}`", ", ".join(f"`{name}`" for name in event.model_fields)] for kind, event in ours.items()]
    return told.table(["event", "fields"], rows)


def events_in(told: Told) -> str:
    return "\n".join(f"- `{kind}`" for kind in sorted(REACTIONS.of_type))


def who_can_stop(told: Told) -> str:
    able = [role for role in ROLES if STOPPING in SCOPES_OF_ROLE[role]]
    return ", ".join(told.word("roles", role) for role in able)


CODE: Mapping[str, Callable[[Told], str]] = {
    "software": software,
    "weights": weights,
    "features": model_features,
    "numbers": deciding,
    "tables": tables,
    "never": never,
    "never_in_words": never_in_words,
    "events_out": events_out,
    "events_in": events_in,
    "who_can_stop": who_can_stop,
    "policy": lambda _told: POLICY,
    "mastery": lambda told: told.percent(MASTERY_THRESHOLD),
    "mastery_attempts": lambda _told: str(MASTERY_ATTEMPTS),
    "most_options": lambda _told: str(MOST_BY_LEARNER),
    "alarms_a_day": lambda _told: str(A_DAY),
    "remembered": lambda told: told.percent(RETENTION),
}
