"""The closed vocabulary of what an educator decides beside the dial: what, for whom, and on which ground.

The ground travels and has words of its own (`assigned_words`); what the educator wrote stays in choices, as free text
may name people.
"""

from typing import Literal, get_args

AssignmentKind = Literal["assign", "pin", "exclude"]
"""`assign`: to be done, off the card once it is; `pin`: on the card until its end; `exclude`: on no card until then."""
AssignedTo = Literal["learner", "group"]
Ground = Literal[
    "once-more", "next-step", "deeper", "preparation", "together", "variety", "show", "agreed",
    "not-now", "not-available", "other",
]  # fmt: skip

GROUNDS: tuple[Ground, ...] = get_args(Ground)
ONLY_TO_EXCLUDE: frozenset[Ground] = frozenset({"not-now", "not-available"})
