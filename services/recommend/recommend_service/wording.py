"""Sentences from the catalogues in `locale`, in the plural that a language has for a number (CLDR, by Babel).

A catalogue is gettext's: `locale/<language>/LC_MESSAGES/<domain>.po`, with `msgctxt` for who reads the sentence. It
is read as it stands when a service starts: there is nothing to compile, and nothing that could be older than it.
"""

from pathlib import Path
from typing import Final, get_args

from babel import Locale
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_percent

from eigenwijs_shared.errors import Language

LOCALES: Final = Path(__file__).parent / "locale"
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
Message = tuple[str, ...]
"""One sentence, or one for each plural of the language, in CLDR's order."""
_ORDER = ("zero", "one", "two", "few", "many", "other")
_LOCALES: Final = {language: Locale.parse(language) for language in LANGUAGES}


class Wording:
    """The sentences of one domain. To ask for one that is not there is a mistake of ours: a KeyError."""

    def __init__(self, domain: str) -> None:
        self._messages = {language: read(domain, language) for language in LANGUAGES}

    def __call__(
        self, language: Language, name: str, reader: str | None = None, *, number: int | None = None, **values: object
    ) -> str:
        """`number` decides the plural, and is `{number}` in the sentence."""
        forms = self._messages[language][reader, name]
        form = forms[0] if number is None or len(forms) == 1 else forms[_plural(language, number)]
        return form.format(number=number, **values)

    def has(self, name: str, reader: str | None = None) -> bool:
        return all((reader, name) in messages for messages in self._messages.values())

    def names(self, start: str, reader: str | None = None) -> list[str]:
        """What follows `start` in the names for this reader, in the order of the catalogue."""
        found = self._messages[LANGUAGES[0]]
        return [name.removeprefix(start) for to, name in found if to == reader and name.startswith(start)]


def read(domain: str, language: Language) -> dict[tuple[str | None, str], Message]:
    """Of one catalogue, by (reader, name)."""
    with (LOCALES / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    found: dict[tuple[str | None, str], Message] = {}
    for message in catalogue:
        if message.id and message.string:  # the one without a name is the head of the file
            name = message.id if isinstance(message.id, str) else message.id[0]
            said = message.string
            found[message.context, name] = (said,) if isinstance(said, str) else tuple(said)
    return found


def plurals(language: Language) -> list[str]:
    """Those that the language has, in CLDR's order, which is that of `msgstr[0]`, `msgstr[1]` …"""
    known = {*_LOCALES[language].plural_form.tags, "other"}
    return [name for name in _ORDER if name in known]


def percent(share: float, language: Language) -> str:
    return format_percent(share, locale=_LOCALES[language])


def one_of(names: list[str], language: Language) -> str:
    """“a, b or c”."""
    return format_list(names, style="or", locale=_LOCALES[language])


def _plural(language: Language, number: int) -> int:
    return plurals(language).index(_LOCALES[language].plural_form(number))
