"""Who may give consent for what: pure."""

from collections.abc import Mapping
from typing import Literal, get_args

from eigenwijs_shared.auth import Role
from eigenwijs_shared.errors import Sentence

Purpose = Literal["photo-in-portfolio", "share-with-next-school", "share-with-specialist", "research"]
Giver = Literal["learner", "parent"]
Method = Literal["in-app", "on-paper", "by-mail", "in-conversation"]

PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
WORDS: Mapping[Purpose, Sentence] = {
    "photo-in-portfolio": {"nl": "Foto's of film in het portfolio", "en": "Photos or film in the portfolio"},
    "share-with-next-school": {"nl": "Meer delen met de volgende school dan de wet vraagt",
                               "en": "Sharing more with the next school than the law asks"},
    "share-with-specialist": {"nl": "Delen met een deskundige buiten de school",
                              "en": "Sharing with a specialist outside school"},
    "research": {"nl": "Meedoen aan onderzoek", "en": "Taking part in research"},
}  # fmt: skip
"""What the task of a school does not cover; for all else consent is not asked, as it could not be refused."""


def may_give(role: Role, giver: Giver, *, decides_alone: bool) -> bool:
    """Below the board's age the parents say yes (AVG art. 8, UAVG art. 5), from then on the learner alone.

    The board takes down what was said to it, with its proof, for whoever may say it.
    """
    right_giver = giver == ("learner" if decides_alone else "parent")
    return right_giver and (role == giver or role in {"board-admin", "sis"})
