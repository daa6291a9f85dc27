"""Difficulties that move with what is seen: for goals hidden from a fit, and for schools too young for one."""

from typing import Final

from recommend_service.model.attempt import sigmoid
from recommend_service.model.compiled import Floats
from recommend_service.model.difficulties import GOAL_SPREAD, ITEM_SPREAD, Eases

OVERALL_SPREAD: Final = 1.0
Cell = list[float]
"""[mean, variance] of one ease."""


class LiveEases:
    """Eases with ranges, moved by the same assumed-density step as abilities.

    One learner's numbers then hang on what others did before: so it is not what is shown to people, unless chosen.
    """

    def __init__(self, eases: Eases) -> None:
        self.eases = eases
        self.overall: Cell = [eases.overall, 1 / (1 / OVERALL_SPREAD + float(eases.goals_firm.sum()))]
        self.goals: dict[int, Cell] = {}
        self.items: dict[int, Cell] = {}

    def cells(self, item: int, goals: list[int]) -> list[tuple[float, Cell]]:
        """What adds to the ease of a task, each with its share."""
        e, share = self.eases, 1.0 / max(len(goals), 1)
        found = [(1.0, self.overall)]
        found += [(share, cell(self.goals, goal, e.goals, e.goals_firm, GOAL_SPREAD)) for goal in goals]
        if item >= 0:
            found.append((1.0, cell(self.items, item, e.items, e.items_firm, ITEM_SPREAD)))
        return found

    def learn(self, cells: list[tuple[float, Cell]], x: Floats, tags: int, y: float, weight: float) -> None:
        """`x` are the features of the prediction just made."""
        chance = sigmoid(float(x[2] + x[3] + x[4]))
        curve = weight * chance * (1.0 - chance)
        unsure = sum(share * share * one[1] for share, one in cells)
        damping = 1.0 + curve * (float(x[5] ** 2 + x[6] ** 2 / max(tags, 1)) + unsure)
        for share, one in cells:
            pull = share * one[1]
            one[0] += pull * weight * (y - chance) / damping
            one[1] -= pull * pull * curve / damping


def cell(known: dict[int, Cell], key: int, eases: Floats, firm: Floats, spread: float) -> Cell:
    """The moving ease, begun from the fit the first time."""
    found = known.get(key)
    if found is None:
        place = key if key < len(eases) - 1 else -1
        found = known[key] = [float(eases[place]), 1 / (1 / spread + float(firm[place]))]
    return found
