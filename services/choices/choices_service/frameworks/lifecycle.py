"""The life of a framework: draft → review → published → retired. Pure."""

from collections.abc import Mapping
from typing import Literal

from eigenwijs_shared.errors import Conflict, Sentence

Status = Literal["draft", "review", "published", "retired"]
HIDDEN: tuple[Status, ...] = ("draft", "review")
"""Seen only by who keeps the catalogue; what is retired stays to be read, as choices and attempts name it."""

_OWN: Mapping[Status, tuple[Status, ...]] = {
    "draft": ("review",),
    "review": ("draft", "published"),
    "published": ("retired",),
    "retired": ("published",),
}
_IMPORTED: Mapping[Status, tuple[Status, ...]] = {"published": ("retired",), "retired": ("published",)}
WORDS: Mapping[Status, Sentence] = {
    "draft": {"nl": "concept", "en": "draft"},
    "review": {"nl": "in beoordeling", "en": "in review"},
    "published": {"nl": "gepubliceerd", "en": "published"},
    "retired": {"nl": "uit gebruik", "en": "retired"},
}


class WrongStep(Conflict):
    """From where it stands, a framework cannot go there."""

    type = "wrong-step"
    title = {"nl": "Die stap kan nu niet", "en": "This step is not possible now"}
    detail = {
        "nl": "Dit leerplan is nu {now}. Van daar kan het alleen naar: {possible}.",
        "en": "This framework is {now}. From there it can only go to: {possible}.",
    }


def check_step(now: Status, wanted: Status, *, own: bool) -> None:
    """`WrongStep` unless that is the next step, or no step at all."""
    possible = (_OWN if own else _IMPORTED).get(now, ())
    if wanted != now and wanted not in possible:
        words = {
            "nl": ", ".join(WORDS[one]["nl"] for one in possible),
            "en": ", ".join(WORDS[one]["en"] for one in possible),
        }
        raise WrongStep(now=WORDS[now], possible=words)
