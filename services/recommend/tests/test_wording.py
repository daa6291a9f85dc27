"""The catalogues: complete in both languages, filled alike, and never about what somebody lacks."""

from itertools import chain
from string import Formatter

import pytest

from eigenwijs_shared.errors import Language
from recommend_service.wording import LANGUAGES, LOCALES, Wording, one_of, percent, plurals, read

DOMAINS = sorted(path.stem for path in (LOCALES / "nl" / "LC_MESSAGES").glob("*.po"))
DEFICIT = ("zwak", "achterst", "slecht", "niet goed genoeg", "tekort", "fout", "dom ", "weak", "behind", "poor", "fail")
FEWER = {"number"}
"""A plural of one may say it in a word."""


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_domain_is_there_in_every_language() -> None:
    assert DOMAINS == ["cards", "decisions", "reviews", "watches"]
    found = {language: sorted(path.stem for path in (LOCALES / language).rglob("*.po")) for language in LANGUAGES}
    assert found == dict.fromkeys(LANGUAGES, DOMAINS)


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_sentence_is_there_in_both_languages_and_in_all_its_plurals(domain: str) -> None:
    dutch, english = read(domain, "nl"), read(domain, "en")
    assert dutch.keys() == english.keys()
    assert all(sentence.strip() for forms in chain(dutch.values(), english.values()) for sentence in forms)
    assert {len(forms) for forms in dutch.values()} <= {1, len(plurals("nl"))}
    assert {name: len(forms) for name, forms in dutch.items()} == {name: len(forms) for name, forms in english.items()}


@pytest.mark.parametrize("domain", DOMAINS)
def test_sentences_take_the_same_values_in_both_languages(domain: str) -> None:
    dutch, english = read(domain, "nl"), read(domain, "en")
    taken = {
        name: [fields(sentence) - FEWER for sentence in (*dutch[name], *english[name])]
        for name in dutch
    }  # fmt: skip
    assert {name: every for name, every in taken.items() if any(one != every[0] for one in every)} == {}


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_about_what_somebody_lacks(domain: str, language: Language) -> None:
    said = [sentence for forms in read(domain, language).values() for sentence in forms]
    assert [sentence for sentence in said if any(word in sentence.lower() for word in DEFICIT)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_whoever_may_ask_has_the_sentence_in_a_wording_of_its_own(domain: str) -> None:
    names = read(domain, "nl")
    reasons = {name for _, name in names if name.startswith(("reason.", "why.", "way.", "when."))}
    missing = [(to, name) for name in reasons for to in ("learner", "educator", "parent") if (to, name) not in names]
    assert missing == []


def test_a_number_decides_the_plural() -> None:
    say = Wording("watches")
    told = {number: say("nl", "why.stuck", "educator", number=number, goal="x", succeeded=number, tries=5)
            for number in (0, 1, 2)}  # fmt: skip
    assert "lukten er 0 van" in told[0]
    assert "lukte er 1 van" in told[1]
    assert "lukten er 2 van" in told[2]


def test_a_sentence_that_is_not_there_is_our_mistake_and_never_a_symbol_on_a_card() -> None:
    with pytest.raises(KeyError):
        Wording("cards")("nl", "reason.nonsense", "learner")


def test_lists_and_shares_are_written_as_the_language_does() -> None:
    assert one_of(["een toets", "een project"], "nl") == "een toets of een project"
    assert one_of(["a check", "a project"], "en") == "a check or a project"
    assert (percent(0.6, "nl"), percent(0.854, "en")) == ("60%", "85%")


def test_plurals_are_those_of_cldr() -> None:
    assert plurals("nl") == plurals("en") == ["one", "other"]
