"""The papers' texts and words, one file a paper and language, as they lie in the package."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from eigenwijs_shared.errors import Language

Kind = Literal[
    "model-card", "dpia", "fria", "notice-12", "notice-15", "notice-16", "notice-parents", "notice-educators"
]
FOR_STAFF: tuple[Kind, ...] = ("model-card", "dpia", "fria")
NOTICES: tuple[Kind, ...] = ("notice-12", "notice-15", "notice-16", "notice-parents", "notice-educators")
KINDS = FOR_STAFF + NOTICES
Words = Mapping[str, Mapping[str, str]]
"""By section and by the name in the code."""


@cache
def words(language: Language) -> Words:
    return tomllib.loads(_read(language, "words.toml"))


@cache
def template(kind: Kind, language: Language) -> str:
    """Markdown with `{names}` for what `writing` fills in."""
    return _read(language, f"{kind}.md")


def _read(language: Language, name: str) -> str:
    return (files(__package__) / "texts" / language / name).read_text(encoding="utf-8")
