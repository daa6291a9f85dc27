"""Filters of lists: words with commas between them."""

from collections.abc import Sequence

from eigenwijs_shared.errors import Fault, Invalid


def listed(asked: str | None, known: Sequence[str], pointer: str) -> list[str]:
    """The words asked for, of those that are known; none: no filter."""
    words = [] if asked is None else [word.strip() for word in asked.split(",")]
    if set(words) <= set(known):
        return words
    expected = ", ".join(known)
    sentence = {"nl": f"Kies uit, met komma's ertussen: {expected}.", "en": f"Choose of, with commas: {expected}."}
    raise Invalid(faults=[Fault(pointer, {"nl": sentence["nl"], "en": sentence["en"]}, "enum")])
