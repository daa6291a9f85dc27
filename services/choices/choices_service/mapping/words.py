"""The words of a text as a search compares them: without case, accents and endings. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SHORTEST_PART = 4
"""Of a compound: shorter beginnings and ends (`in`, `ver`, `heid`) say nothing of what it is about."""
# Dutch is stemmed as Kraaij & Pohlmann do: bomen are a boom, huizen a huis. Stemmers keep state while they look at a
# word, and are never shared with a thread.
_DUTCH, _ENGLISH = snowballstemmer.stemmer("dutch"), snowballstemmer.stemmer("english")
TOO_SHORT = 4
"""A stem below this length may have lost too much, as `kans` becomes `kan`: the word itself is kept beside it."""

_STOP = """
    aan af al alle allemaal alleen alles als altijd ander andere anders antwoord beetje ben best beter bij dan dat de
    deze die dingen dit doe doen doet door dus echt een eens eerst eigen eigenlijk elk elke en er ergens erg erin
    eruit ervan even ga gaan gaat geen ging gewoon goed goede had hadden heb hebben hebt heeft heel hele hem hen het
    hier hij hoe hoeveel hun iedereen iemand iets ik in is ja je jij jou jouw jullie kan kun kunnen kunt kwam laat
    laten later mag maak maakt maar maken me meer meest meeste men met mij mijn moet moeten mogen na naar net niet
    niets nog nu of om omdat ons onze ook op over past precies snap soms steeds te tegen toch toe tot u uit van vanuit
    veel verder vind vinden voor waar waarom wanneer want was wat weer weet wel welk welke werd weten wie wij wil
    willen word worden wordt zal ze zegt zei zelf zich zien ziet zij zijn zit zitten zo zoals zonder zou zouden a
    about after all also am an and any are as at be because been but by can could did do does for from get had has
    have he her him his how i if in into is it its just know like make many me more most much my not of on one or our
    out really she so some than that the their them then there these they this those to too us very want was we were
    what when where which who why will with would you your gebruik gebruiken gebruikt komen komt krijg krijgen krijgt
    leerling leerlingen vandaan werk werken werkt
"""
STOP = frozenset(_STOP.split())
"""Words that stand in any question and any goal; questions of children in Dutch and English, and `de leerling`."""


def words_of(text: str) -> Iterator[str]:
    """Each word that says what a text is about, plain; `foto’s` gives foto's and `groep 8` no 8."""
    for found in _WORD.findall(plain(text)):
        word = found.replace("’", "'")
        if len(word) > 1 and word not in STOP and not word.isdecimal():
            yield word.removesuffix("'s").removesuffix("'")


def plain(text: str) -> str:
    """Lower case and without accents: `Enquête` is typed `enquete` as well."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@lru_cache(maxsize=20_000)
def stems_in(word: str, language: str | None) -> frozenset[str]:
    """The word without its endings, by the rules of its language: Dutch, unless it is English."""
    stemmer = _ENGLISH if (language or "").startswith("en") else _DUTCH
    found = stemmer.stemWord(word)
    return frozenset({found, word} if len(found) < TOO_SHORT else {found})


def stems_of(word: str) -> frozenset[str]:
    """In Dutch and in English: in which of the two a learner asks nobody says."""
    return stems_in(word, "nl") | stems_in(word, "en")


def parts_of(word: str) -> list[str]:
    """Every beginning and end that may be a word of its own: `telefoonbundel` holds `telefoon` and `bundel`."""
    cuts = range(SHORTEST_PART, len(word) - 2)
    ends = range(3, len(word) - SHORTEST_PART + 1)
    return [*(word[:cut] for cut in cuts), *(word[cut:] for cut in ends)]
