"""The closed vocabularies of activities and choices, with their Dutch words for screens and reasons."""

from collections.abc import Mapping
from typing import Literal, get_args

Form = Literal[
    "exercise", "reading", "writing", "discussion", "presentation", "drawing", "building",
    "movement", "experiment", "game", "drama", "music", "fieldwork", "research",
]  # fmt: skip
Medium = Literal["offline", "screen", "mixed"]
Company = Literal["solo", "pair", "team", "class"]
Kind = Literal["practice", "check", "corrective", "enrichment", "project"]
CardChoiceKind = Literal["option", "surprise", "own-idea", "opt-out"]
"""What the first version of the event of a choice knows."""
ChoiceKind = Literal["option", "surprise", "own-idea", "opt-out", "check", "catalogue"]
"""`check`: the shorter way to show a goal that the card offers beside skipping; `catalogue`: found outside the card."""
Proof = Literal["practice", "check", "product", "observation", "project"]
"""In what a success can be seen: tasks of practice, checks on screen or paper, products, observations, projects."""

FORMS: tuple[Form, ...] = get_args(Form)

DUTCH: Mapping[str, str] = {
    "exercise": "oefenen",
    "reading": "lezen",
    "writing": "schrijven",
    "discussion": "in gesprek",
    "presentation": "presenteren",
    "drawing": "tekenen",
    "building": "bouwen",
    "movement": "bewegen",
    "experiment": "proefje",
    "game": "spel",
    "drama": "toneel",
    "music": "muziek",
    "fieldwork": "buiten onderzoeken",
    "research": "uitzoeken",
    "solo": "alleen",
    "pair": "met z'n tweeën",
    "team": "in een groepje",
    "class": "met de klas",
}
