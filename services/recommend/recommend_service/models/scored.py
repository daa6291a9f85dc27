"""Predictions of some learners, tallied for everybody and for each subgroup. Pure."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from recommend_service.models.rules import EVERYBODY
from recommend_service.models.tally import Floats, Ints, Tally, tally_of

Flags = NDArray[np.bool_]
"""Learners × subgroups: who is in which."""


def flags(learner_ids: Sequence[UUID], of: Mapping[str, Collection[UUID]]) -> Flags:
    """Columns in the order of `of`."""
    found = np.zeros((len(learner_ids), len(of)), dtype=bool)
    for place, members in enumerate(of.values()):
        found[:, place] = [one in members for one in learner_ids]
    return found


def tallies(learner: Ints, chance: Floats, y: Floats, who: Flags, keys: Sequence[str]) -> dict[str, Tally]:
    """By subgroup; `learner` are rows of `who`. A subgroup that nobody is in counts as measured."""
    found = {EVERYBODY: tally_of(learner, chance, y)}
    for place, key in enumerate(keys):
        mine = who[learner, place]
        found[key] = tally_of(learner[mine], chance[mine], y[mine])
    return found
