"""A paper: its text, with what is so now in the places that it leaves open. Pure."""

from collections.abc import Iterator, Mapping

from eigenwijs_shared.errors import Language
from recommend_service.papers.board_blocks import BOARD
from recommend_service.papers.code_blocks import CODE
from recommend_service.papers.running import Running
from recommend_service.papers.told import Told
from recommend_service.papers.words import Kind, template

PIECES = {**BOARD, **CODE}


class _Filled(Mapping[str, str]):
    """Makes a piece when a text asks for it; a name that there is none for is an error, never an empty place."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def __getitem__(self, name: str) -> str:
        return PIECES[name](self._told)

    def __iter__(self) -> Iterator[str]:
        return iter(PIECES)

    def __len__(self) -> int:
        return len(PIECES)


def write(kind: Kind, running: Running, language: Language) -> str:
    """Markdown."""
    return template(kind, language).format_map(_Filled(Told(running, language)))
