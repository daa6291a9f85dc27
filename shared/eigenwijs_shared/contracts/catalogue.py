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
ChoiceKind = Literal["option", "surprise", "own-idea", "opt-out"]

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
