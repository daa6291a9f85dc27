"""What the dial leaves open in a contract, to learner and to educator. Pure: it says which dimension forbids, if any.

- topic: `teacher` leaves no own idea, and nothing from outside a card;
- form: `teacher` leaves nothing from outside a card;
- company: `teacher` leaves no companions to name, and own ideas alone;
- pace: `teacher` leaves no days to the learner, `learner` leaves none to the educator;
- whether: `teacher` and `shared` keep in what an educator put in; `teacher` drops nothing, `shared` only one's own.
"""

from collections.abc import Mapping, Sequence

from eigenwijs_shared.agency import Decision, Dial, Dimension, effective

Dials = Sequence[Mapping[Dimension, Decision]]
"""The dial as it stands, for each subject of a task."""


def of_subjects(dials: Sequence[Dial], subjects: Sequence[str]) -> Dials:
    """For work of no subject the dial is that of all."""
    return [effective(dials, subject) for subject in subjects] or [effective(dials)]


def _held(dials: Dials, dimension: Dimension, *positions: str) -> tuple[Dimension, Decision] | None:
    decisions = (dial[dimension] for dial in dials)
    found = next((decision for decision in decisions if decision.position in positions), None)
    return (dimension, found) if found else None


Forbidden = tuple[Dimension, Decision] | None


def own_idea(dials: Dials, company: str) -> Forbidden:
    """May a learner put in an idea of its own, to do in that company?"""
    return _held(dials, "topic", "teacher") or (None if company == "solo" else _held(dials, "company", "teacher"))


def off_card(dials: Dials) -> Forbidden:
    """May a learner take something that is not on a card?"""
    return next((held for name in _OFF_CARD if (held := _held(dials, name, "teacher"))), None)


_OFF_CARD: tuple[Dimension, ...] = ("topic", "form", "company")


def since_card(dials: Dials, differing: Sequence[Dimension]) -> Forbidden:
    """May a learner still choose from a card whose options differ in these dimensions?"""
    return next((held for name in differing if (held := _held(dials, name, "teacher"))), None)


def companions(dials: Dials) -> Forbidden:
    """May a learner say with whom?"""
    return _held(dials, "company", "teacher")


def learner_plans(dials: Dials) -> Forbidden:
    """May a learner say on which day?"""
    return _held(dials, "pace", "teacher")


def educator_plans(dials: Dials) -> Forbidden:
    """May an educator say on which day?"""
    return _held(dials, "pace", "learner")


def take_out(dials: Dials, *, by_educator: bool) -> Forbidden:
    """May a learner take it out of a draft?"""
    return _held(dials, "whether", "teacher", "shared") if by_educator else None


def drop(dials: Dials, *, by_educator: bool) -> Forbidden:
    """May a learner drop it from a contract that holds?"""
    return _held(dials, "whether", "teacher", "shared") if by_educator else _held(dials, "whether", "teacher")
