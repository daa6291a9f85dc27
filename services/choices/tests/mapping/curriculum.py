"""The demo board's curriculum, as the search sees it, without a database: what the quality is measured on."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from choices_service.mapping.rules import (
    Candidate,
    Document,
    Having,
    bits_of,
    places_of,
    postings_of,
    ranked,
    score,
    spread,
    wanted_of,
)

DATA = Path(__file__).parents[4] / "deploy/demo/demo/data"
FRAMEWORKS = ("slo-fo-kerndoelen", "eigenwijs-leerlijnen")


@dataclass(frozen=True)
class Question:
    """A learner's question, and the goals that a coach would link: by code, or by title for goals of SLO."""

    set: str
    title: str
    why: str | None
    make: str | None
    grade: str
    goals: frozenset[str]

    def is_right(self, item: Mapping[str, Any]) -> str | None:
        """The label that this goal fits."""
        labels = {item["humanCodingScheme"], item["fullStatement"]} & self.goals
        return next(iter(labels), None)


def questions(name: str) -> list[Question]:
    lines = (Path(__file__).parent / f"questions-{name}.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    return [Question(**{**row, "goals": frozenset(row["goals"])}) for row in rows]


def misspelt(asked: Sequence[Question]) -> list[Question]:
    """The same questions with one slip in the longest word of what is asked and of what will be made."""
    random = Random(2026)
    return [replace(one, title=_with_a_slip(one.title, random), make=_with_a_slip(one.make, random)) for one in asked]


def _with_a_slip(text: Any, random: Random) -> Any:
    words = (text or "").split()
    longest = max(range(len(words)), key=lambda place: len(words[place]), default=0)
    if not words or len(words[longest]) < 6:
        return text
    word = words[longest]
    at = random.randrange(1, len(word) - 2)
    head, first, second, tail = word[:at], word[at], word[at + 1], word[at + 2 :]
    swapped, dropped, doubled = head + second + first + tail, head + second + tail, head + first + word[at:]
    words[longest] = random.choice([swapped, dropped, doubled])
    return " ".join(words)


def gathered(documents: Mapping[UUID, Document]) -> dict[str, Having]:
    """The goals that have each word, as the database keeps them."""
    weights: dict[str, dict[UUID, float]] = {}
    places: dict[str, dict[UUID, int]] = {}
    for goal_id, document in documents.items():
        for word, posting in postings_of(document).items():
            weights.setdefault(word, {})[goal_id] = posting.weight
            places.setdefault(word, {})[goal_id] = bits_of(posting.places)
    return {word: Having(weights[word], places[word]) for word in weights}


class Curriculum:
    """Every goal and activity of the demo board, with the postings of those that can be practised."""

    def __init__(self) -> None:
        packages = [json.loads((DATA / f"frameworks/{name}.case.json").read_text())["CFPackage"] for name in FRAMEWORKS]
        self.items = {item["identifier"]: item for package in packages for item in package["CFItems"]}
        self.parents: dict[str, str] = {}
        self.neighbours: dict[UUID, set[UUID]] = {}
        for link in (link for package in packages for link in package["CFAssociations"]):
            self._link(link["associationType"], link["originNodeURI"], link["destinationNodeURI"])
        lines = (DATA / "activities.jsonl").read_text().splitlines()
        self.activities: dict[str, list[Any]] = {}
        for activity in map(json.loads, lines):
            for goal_id in activity["goalIds"]:
                self.activities.setdefault(goal_id, []).append(activity)
        above = set(self.parents.values())
        leaves = [goal_id for goal_id in self.items if goal_id not in above or goal_id in self.activities]
        self.candidates = [self._candidate(place, goal_id) for place, goal_id in enumerate(leaves)]
        self.postings = gathered({UUID(goal_id): self._document(goal_id) for goal_id in leaves})

    def _link(self, kind: str, origin: Any, destination: Any) -> None:
        one, other = origin["identifier"], destination["identifier"]
        if kind == "isChildOf":
            self.parents.setdefault(one, other)
        elif kind == "precedes":
            self.neighbours.setdefault(UUID(one), set()).add(UUID(other))
            self.neighbours.setdefault(UUID(other), set()).add(UUID(one))

    def _candidate(self, place: int, goal_id: str) -> Candidate:
        item = self.items[goal_id]
        levels = item.get("educationLevel", ())
        return Candidate(UUID(goal_id), place, item["fullStatement"], levels, goal_id in self.activities)

    def _above(self, goal_id: str) -> list[str]:
        found = []
        while (goal_id := self.parents.get(goal_id, "")) in self.items:
            found.append(self.items[goal_id]["fullStatement"])
        return found

    def _document(self, goal_id: str) -> Document:
        item = self.items[goal_id]
        done = self.activities.get(goal_id, ())
        return Document(
            goal=[item["fullStatement"], item.get("abbreviatedStatement", "")],
            activity=[text for one in done for text in (one["title"], one["description"], one["topic"])],
            around=[*self._above(goal_id), *item["subject"]],
        )

    def mapped(self, question: Question, most: int = 5) -> list[str]:
        """The ids that the search finds."""
        wanted = wanted_of({"title": question.title, "why": question.why, "make": question.make})
        scored = spread(score(wanted, self.postings, len(self.candidates)), self.neighbours)
        return [str(one.goal_id) for one in ranked(scored, self.candidates, {question.grade}, most)]

    def by_keyword(self, question: Question, most: int = 5) -> list[str]:
        """Plain keyword search: goals with most of the words that were typed, in the order of the curriculum."""
        said = " ".join(text for text in (question.title, question.why, question.make) if text).casefold().split()
        words = {word.strip(".,?!:’'") for word in said}
        words = {word for word in words if len(word) > 3}

        def hits(goal_id: str) -> int:
            item = self.items[goal_id]
            text = f"{item['fullStatement']} {item.get('abbreviatedStatement', '')}".casefold()
            return sum(word in text for word in words)

        goals = [str(one.goal_id) for one in self.candidates]
        return [goal_id for goal_id in sorted(goals, key=lambda one: -hits(one)) if hits(goal_id)][:most]

    def by_stem(self, question: Question, most: int = 5) -> list[str]:
        """The same with the endings of Dutch taken off and without stop words, as full text search has it."""
        wanted = wanted_of({"title": question.title, "why": question.why, "make": question.make})
        words = {form for one in wanted for form, counts in one.forms.items() if counts == 1.0}
        hits: dict[UUID, int] = {}
        for word in words:
            having = self.postings.get(word, Having({}, {}))
            for goal_id, bits in having.places.items():
                hits[goal_id] = hits.get(goal_id, 0) + ("goal" in places_of(bits))
        goals = [one.goal_id for one in self.candidates if hits.get(one.goal_id)]
        return [str(goal_id) for goal_id in sorted(goals, key=lambda one: -hits[one])][:most]


@dataclass(frozen=True)
class Quality:
    """Means over questions; `best` is what labels allow at most with five places."""

    precision: float
    recall: float
    best: float

    def __str__(self) -> str:
        return f"precision@5 {self.precision:.3f} (of {self.best:.3f} at most), recall@5 {self.recall:.3f}"


def quality(curriculum: Curriculum, asked: Sequence[Question], found: Sequence[Sequence[str]]) -> Quality:
    right = [
        {label for goal_id in goal_ids if (label := question.is_right(curriculum.items[goal_id]))}
        for question, goal_ids in zip(asked, found, strict=True)
    ]
    pairs = list(zip(asked, right, strict=True))
    return Quality(
        precision=sum(len(labels) for _, labels in pairs) / 5 / len(pairs),
        recall=sum(len(labels) / len(question.goals) for question, labels in pairs) / len(pairs),
        best=sum(min(5, len(question.goals)) for question, _ in pairs) / 5 / len(pairs),
    )
