"""How learners are called on paper. Pure."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

MOST = 200
"""Characters that the printer of names takes."""


def names_on_paper(learners: Iterable[dict[str, Any]]) -> dict[str, str]:
    """By learner id: the given name alone, as in class; with the family name where two are called the same."""
    named = {one["learnerId"]: one["name"] for one in learners if one.get("name")}
    given = {key: str(name["given"]).strip() for key, name in named.items()}
    often = Counter(said.casefold() for said in given.values())
    full = {key: f"{said} {named[key]['family']}".strip() for key, said in given.items()}
    said = {key: given[key] if given[key] and often[given[key].casefold()] == 1 else full[key] for key in given}
    return {key: name[:MOST] for key, name in said.items() if name}
