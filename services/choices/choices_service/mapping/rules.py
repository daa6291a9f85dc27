"""Which goals a question is about: BM25F over the words of goals, of what is done for them and of what they lie under,
then one step along the graph. Pure.

BM25F (Robertson, Zaragoza & Taylor 2004, doi:10.1145/1031171.1031181) adds a word's counts in the fields of a goal,
each with a weight, before they saturate. Lengths are set against fixed ones, so that a goal's row changes with that
goal alone. What is added to it is how children ask: with longer words than the curriculum has or shorter ones, and
about things that stand in activities rather than in goals.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import chain
from math import log
from operator import itemgetter
from typing import Literal, NamedTuple
from uuid import UUID

from choices_service.goals.schemas import LEVELS
from choices_service.mapping.bilingual import dutch_for
from choices_service.mapping.slips import slips_of
from choices_service.mapping.words import parts_of, stems_in, stems_of, words_of

Place = Literal["goal", "activity", "around"]
PLACES: tuple[Place, ...] = ("goal", "activity", "around")
"""In its own words, in those of an activity for it, or in those of the goals it lies under and its subject."""
WEIGHT: Mapping[Place, float] = {"goal": 3.0, "activity": 2.0, "around": 0.7}
LENGTH: Mapping[Place, float] = {"goal": 10.0, "activity": 50.0, "around": 12.0}
LONG = 0.5
"""How much length counts against a field: 0 not at all, 1 in full (b of BM25)."""
SATURATION = 1.2
"""From here on more of the same word adds little (k1 of BM25)."""
PART, LONGER = 0.7, 0.6
"""What a match counts with a part of a compound, or with a longer word that begins alike; only for want of the word."""
TRANSLATED, MISSPELT = 0.9, 0.7
"""What the Dutch word for an English one counts, and one that differs by a single slip; only for want of the word."""
SHORTEST_BEGIN = 4
NEIGHBOUR = 0.2
"""What part of a goal's score goes to those right before and after it."""
NOT_OF_THE_GRADE = 0.7
WITHOUT_ACTIVITY = 0.75
SAID: Mapping[str, float] = {"title": 1.0, "why": 0.6, "make": 1.0}
"""What is asked and what will be made say most."""


@dataclass(frozen=True, slots=True)
class Document:
    """All words that speak for a goal."""

    goal: Sequence[str]
    activity: Sequence[str]
    around: Sequence[str]
    language: str | None = None


class Posting(NamedTuple):
    """How much of a word a goal has, and in which places."""

    weight: float
    places: frozenset[Place]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word as the learner typed it, with the forms to look for and how much each counts."""

    said: str
    weight: float
    forms: Mapping[str, float]
    begins: frozenset[str]

    @property
    def slips(self) -> frozenset[str]:
        """What may have been meant by a word that the curriculum does not have in any way."""
        # Of an ending that is misspelt with the word, a stemmer makes a vowel that nobody typed: beruken, beruuk.
        return frozenset().union(*(slips_of(one) for one in {*self.begins, self.said.removesuffix("en")}))


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the learner that a goal has, what it adds, and where it stands."""

    said: str
    adds: float
    places: frozenset[Place]


@dataclass(frozen=True, slots=True)
class Scored:
    """`via` is the neighbour that gave most, where the goal was found along the graph."""

    goal_id: UUID
    score: float
    matches: Sequence[Match]
    via: UUID | None = None


@dataclass(frozen=True, slots=True)
class Having:
    """The goals that have a word: how much of it, and where, as numbers. Thousands of objects a request would each be
    looked at by the garbage collector, which stops everybody meanwhile."""

    weights: Mapping[UUID, float]
    places: Mapping[UUID, int]


Postings = Mapping[str, Having]


def bits_of(places: Collection[Place]) -> int:
    """As one small number: 1 the goal, 2 an activity, 4 around."""
    return sum(1 << rank for rank, place in enumerate(PLACES) if place in places)


@lru_cache
def places_of(bits: int) -> frozenset[Place]:
    return frozenset(place for rank, place in enumerate(PLACES) if bits >> rank & 1)


def postings_of(document: Document) -> dict[str, Posting]:
    """Every stem of the document with its weight, before saturation."""
    weights: dict[str, float] = {}
    places: dict[str, set[Place]] = {}
    for place in PLACES:
        texts: Sequence[str] = getattr(document, place)
        words = [word for text in texts for word in words_of(text)]
        counted = Counter(one for word in words for one in stems_in(word, document.language))
        length = 1 - LONG + LONG * len(words) / LENGTH[place]
        for word, count in counted.items():
            weights[word] = weights.get(word, 0.0) + WEIGHT[place] * count / length
            places.setdefault(word, set()).add(place)
    return {word: Posting(weight, frozenset(places[word])) for word, weight in weights.items()}


def wanted_of(said: Mapping[str, str | None]) -> list[Wanted]:
    """The words to look for, once each: that in the title counts most."""
    found: dict[str, Wanted] = {}
    for field, weight in SAID.items():
        for word in words_of(said.get(field) or ""):
            # One word in two forms is one word: the first of its stems in the alphabet stands for both.
            found.setdefault(min(stems_of(word)), _wanted(word, weight))
    return list(found.values())


def _wanted(word: str, weight: float) -> Wanted:
    whole = stems_of(word)
    parts = {part for cut in parts_of(word) for part in stems_of(cut)}
    forms = dict.fromkeys(parts, PART) | dict.fromkeys(dutch_for(word), TRANSLATED) | dict.fromkeys(whole, 1.0)
    return Wanted(word, weight, forms, frozenset(one for one in whole if len(one) >= SHORTEST_BEGIN))


def known_forms(wanted: Wanted, known: Collection[str]) -> dict[str, float]:
    """Of the words that the curriculum has, those that this one stands for: itself, else its translation, else longer
    ones and parts; but what it may be a slip for goes before parts alone."""
    if sure := _sure_forms(wanted, known):
        return sure
    meant = dict.fromkeys(wanted.slips.intersection(known), MISSPELT)
    return meant or {form: counts for form, counts in wanted.forms.items() if form in known}


def is_unknown(wanted: Wanted, known: Collection[str]) -> bool:
    """May it be a slip of the keyboard? Then what was meant is to be looked up too."""
    return not _sure_forms(wanted, known)


def _sure_forms(wanted: Wanted, known: Collection[str]) -> dict[str, float]:
    forms = {form: counts for form, counts in wanted.forms.items() if form in known}
    for enough in (1.0, TRANSLATED):
        if found := {form: counts for form, counts in forms.items() if counts >= enough}:
            return found
    longer = {word: LONGER for word in known if word.startswith(tuple(wanted.begins))}
    return longer | forms if longer else {}


def score(wanted: Iterable[Wanted], postings: Postings, goals: int, *, most: int | None = None) -> dict[UUID, Scored]:
    """Every goal, of `goals` in all, that has any of the words; only the best `most` where that is said."""
    found = [_found(one, postings, goals) for one in wanted]
    totals: dict[UUID, float] = {}
    for one in found:
        rarity = one.rarity
        for goal_id, has in one.has.items():
            totals[goal_id] = totals.get(goal_id, 0.0) + rarity * has
    if most is not None and len(totals) > most:
        totals = dict(nlargest(most, totals.items(), key=itemgetter(1)))
    return {goal_id: Scored(goal_id, total, _matches_of(goal_id, found, postings)) for goal_id, total in totals.items()}


@dataclass(frozen=True, slots=True)
class _Found:
    """A word with how far each goal has it (0..1) and in which of its forms, of so many goals in all."""

    wanted: Wanted
    has: Mapping[UUID, float]
    forms: Mapping[UUID, str]
    goals: int

    @property
    def rarity(self) -> float:
        """How much the word says: more, the fewer goals have it (the idf of BM25), and more in the question itself."""
        return self.wanted.weight * log(1 + (self.goals - len(self.has) + 0.5) / (len(self.has) + 0.5))


def _found(one: Wanted, postings: Postings, goals: int) -> _Found:
    """By the form of the word that a goal has most of."""
    has: dict[UUID, float] = {}
    forms: dict[UUID, str] = {}
    for form, counts in known_forms(one, postings.keys()).items():
        for goal_id, weight in postings[form].weights.items():
            here = counts * weight / (SATURATION + weight)
            if here > has.get(goal_id, 0.0):
                has[goal_id], forms[goal_id] = here, form
    return _Found(one, has, forms, goals)


def _matches_of(goal_id: UUID, found: Sequence[_Found], postings: Postings) -> list[Match]:
    """The words that it has, those that add most first."""
    having = [one for one in found if goal_id in one.has]
    matches = [
        Match(
            one.wanted.said,
            one.rarity * one.has[goal_id],
            places_of(postings[one.forms[goal_id]].places[goal_id]),
        )
        for one in having
    ]
    return sorted(matches, key=lambda match: -match.adds)


def spread(scored: Mapping[UUID, Scored], neighbours: Mapping[UUID, Collection[UUID]]) -> dict[UUID, Scored]:
    """One step along the graph: a goal right before or after one that matches is near the question too."""
    after = dict(scored)
    reached = {*scored, *chain.from_iterable(neighbours.get(one, ()) for one in scored)}
    for goal_id in reached:
        near = [scored[one] for one in neighbours.get(goal_id, ()) if one in scored]
        strongest = max(near, key=lambda one: (one.score, str(one.goal_id)), default=None)
        if strongest is not None:
            own = scored.get(goal_id)
            total = (own.score if own else 0.0) + NEIGHBOUR * strongest.score
            after[goal_id] = Scored(goal_id, total, own.matches if own else (), None if own else strongest.goal_id)
    return after


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of a goal beside its words; `words` are those of its title, to show what says the same once."""

    goal_id: UUID
    place: int
    title: str
    levels: Collection[str]
    practised: bool


def ranked(
    scored: Mapping[UUID, Scored], candidates: Iterable[Candidate], grades: Collection[str], most: int
) -> list[Scored]:
    """The best first; of goals in the same words, which sets for several kinds of school have, only the first."""
    fit = [(_fitting(scored[one.goal_id], one, grades), one) for one in candidates if one.goal_id in scored]
    fit.sort(key=lambda pair: (-pair[0].score, pair[1].place, str(pair[1].goal_id)))
    shown: dict[str, Scored] = {}
    for found, one in fit:
        shown.setdefault(one.title.casefold().strip(" ."), found)
    return list(shown.values())[:most]


def _fitting(found: Scored, goal: Candidate, grades: Collection[str]) -> Scored:
    factor = 1.0 if goal.practised else WITHOUT_ACTIVITY
    if goal.levels and grades and not _near(frozenset(grades)).intersection(goal.levels):
        factor *= NOT_OF_THE_GRADE
    return Scored(found.goal_id, found.score * factor, found.matches, found.via)


@lru_cache(maxsize=256)
def _near(grades: frozenset[str]) -> frozenset[str]:
    """These grades and those right before and after."""
    own = [LEVELS.index(grade) for grade in LEVELS if grade in grades]
    return frozenset(LEVELS[rank] for one in own for rank in (one - 1, one, one + 1) if 0 <= rank < len(LEVELS))
