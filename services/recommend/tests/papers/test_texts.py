"""What the papers say, in both languages: all that runs, nothing that runs no more, and in words for who reads them."""

import re
from datetime import date, timedelta

import pytest
from services.recommend.tests.papers.make import NOON, model, running
from sqlalchemy import Column, MetaData, Table, Text, Uuid

from eigenwijs_shared.agency import DIMENSIONS, POSITIONS
from eigenwijs_shared.errors import Language
from eigenwijs_shared.events.envelope import EVENTS
from recommend_service.card_settings.rules import CardSettings, Zone
from recommend_service.cards import scoring
from recommend_service.model import constants, features
from recommend_service.models.schemas import DriftOut, FiguresOut, GapOut
from recommend_service.objections.schemas import FigureOut
from recommend_service.papers import held
from recommend_service.papers.constants import numbers
from recommend_service.papers.drawing import draw
from recommend_service.papers.running import RegisterState, Stop
from recommend_service.papers.words import FOR_STAFF, KINDS, NOTICES, Kind, template, words
from recommend_service.papers.writing import PIECES, write
from recommend_service.reactions import REACTIONS
from recommend_service.watches.rules import KINDS as WATCHES

BOTH: tuple[Language, ...] = ("nl", "en")
DEFICIT = re.compile(
    r"\b(zwakke? (leerling|kind)|achterstand|dom|lui|faal|mislukt|probleemkind|zorgleerling|"
    r"weak (learner|child)|behind others|lazy|stupid|fail(s|ed|ure)?|2 sigma|two sigma)\b",
    re.IGNORECASE,
)
LONGEST = {"notice-12": (9.0, 17), "notice-15": (14.0, 30), "notice-16": (15.0, 32)}
"""Mean and most words in a sentence: A2 for children, B1 for who is older."""


def names_in(kind: Kind, language: Language) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", template(kind, language)))


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_say_the_same_of_what_runs(kind: Kind) -> None:
    dutch, english = (write(kind, running(), language) for language in BOTH)
    assert names_in(kind, "nl") == names_in(kind, "en") <= PIECES.keys()
    assert [line.count("#") for line in dutch.splitlines()] == [line.count("#") for line in english.splitlines()]
    assert "{" not in dutch + english
    assert dutch != english


def test_every_piece_is_in_some_paper() -> None:
    assert set[str]().union(*(names_in(kind, "nl") for kind in KINDS)) == PIECES.keys()


def test_both_languages_have_the_same_words_for_all_that_the_code_names() -> None:
    dutch, english = words("nl"), words("en")
    assert {name: set(part) for name, part in dutch.items()} == {name: set(part) for name, part in english.items()}
    assert scoring.WEIGHTS.keys() <= dutch["weights"].keys()
    assert dutch["features"].keys() == set(features.NAMES)
    assert dutch["families"].keys() == features.FAMILIES.keys()
    assert dutch["watches"].keys() == set(WATCHES)
    assert dutch["never"].keys() == held.NEVER.keys()
    assert set(dutch["dimensions"]) == set(DIMENSIONS)
    assert set(dutch["positions"]) == set(POSITIONS)
    assert {one.name for one in held.of_people()} <= dutch["tables"].keys()


@pytest.mark.parametrize("language", BOTH)
def test_the_model_card_has_every_weight_feature_and_number_of_the_code(language: Language) -> None:
    card = write("model-card", running(), language)
    named = {*scoring.WEIGHTS, *features.NAMES, *features.FAMILIES, *constants.NAMES, *WATCHES}
    assert {name for name in named if f"`{name}`" not in card} == set()
    assert {f"`{place}` | `{name}`" for place, name, _ in numbers() if f"`{place}` | `{name}`" not in card} == set()
    assert "`mastery.gates` | `MASTERY_THRESHOLD`" in card
    assert "`TEMPERATURE`" in card


def test_a_weight_that_changes_is_in_the_next_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(scoring.WEIGHTS, "zone", 3.25)
    assert "| `zone` | 3,25 |" in write("model-card", running(), "nl")
    assert "| `zone` | 3.25 |" in write("model-card", running(), "en")


def test_the_annex_has_every_table_and_event_that_is_about_people() -> None:
    annex = write("dpia", running(), "en")
    events = {kind for kind in EVENTS if kind.startswith("recommend.")} | REACTIONS.of_type.keys()
    assert {one.name for one in held.of_people() if f"| `{one.name}` |" not in annex} == set()
    assert {kind for kind in events if f"`{kind}`" not in annex} == set()
    assert {"estimate", "card", "register_entry", "watch", "learner_need", "outbox"} <= {
        one.name for one in held.of_people()
    }


def test_a_column_that_may_not_be_there_is_cried_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [held.offending(kind) for kind in held.NEVER] == [[]] * len(held.NEVER)
    planted = MetaData()
    Table("pupil", planted, Column("learner_id", Uuid), Column("learning_style", Text), Column("mood", Text))
    monkeypatch.setattr(held, "ALL", (*held.ALL, planted))
    annex = write("dpia", running(), "en")
    assert "MIND, found: pupil.learning_style" in annex
    assert "MIND, found: pupil.mood" in annex


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("kind", NOTICES)
def test_no_notice_speaks_of_what_somebody_lacks(kind: Kind, language: Language) -> None:
    assert DEFICIT.findall(write(kind, running(), language)) == []


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("kind", NOTICES)
def test_every_notice_says_that_people_decide_how_to_contest_and_what_is_never_kept(
    kind: Kind, language: Language
) -> None:
    notice = write(kind, running(), language)
    said = {"nl": ("Klopt dit?", "nooit", "beslis"), "en": ("Is this right?", "never", "decide")}[language]
    assert [part for part in said if part not in notice] == []


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("kind", LONGEST)
def test_sentences_are_as_short_as_their_readers_need(kind: Kind, language: Language) -> None:
    text = re.sub(r"^(#.*|\*.*|- )", "", write(kind, running(), language), flags=re.MULTILINE)
    lengths = [len(one.split()) for one in re.split(r"[.!?:]\s|\n", text) if one.strip()]
    mean, most = LONGEST[kind]
    assert sum(lengths) / len(lengths) <= mean
    assert max(lengths) <= most


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("kind", FOR_STAFF[1:])
def test_what_the_software_cannot_know_is_an_open_box(kind: Kind, language: Language) -> None:
    paper = write(kind, running(), language)
    assert paper.count("- [ ] ") >= 8
    assert {"nl": "niet kan weten", "en": "cannot know"}[language] in paper
    assert "[x]" not in paper


def test_a_stop_is_the_first_thing_said_of_whether_it_runs() -> None:
    stopped = running(stop=Stop(NOON, None))
    until = running(stop=Stop(NOON, date(2026, 12, 24)))
    assert "Het bestuur heeft de aanbevelingen gestopt**, sinds 25-11-2026, tot en met dat iemand" in write(
        "fria", stopped, "nl"
    )
    assert "up to 24-12-2026" in write("fria", until, "en")
    assert "uitgezet" in write("notice-12", stopped, "nl")
    assert "staan de voorstellen aan" in write("notice-12", running(), "nl")


def test_of_fewer_than_ten_people_no_number_is_told() -> None:
    few = running(counted={"learner": 9, "goal": 9}, overrides={("pin", "learner"): 2}, watches={"stuck": (3, 12)})
    card, annex = write("model-card", few, "en"), write("fria", few, "en")
    assert "| learners | fewer than 10 |" in card
    assert "| learning goals | 9 |" in card
    assert "| fewer than 10 | 12 |" in card
    assert "| pinned | a learner | fewer than 10 |" in annex


def test_a_fitted_model_comes_with_its_figures_drift_and_gaps() -> None:
    figures = FiguresOut(
        attempts=9000, learners=48, log_loss=0.5031, brier=0.17, auc=0.79, ece=0.011, calibration_gap=-0.002
    )
    gap = GapOut(
        subgroup="Groep 3–4", kind="calibration", evidence="fit", learners=48, size=0.0312, low=0.01, high=0.05,
        limit=0.03, verdict="breach",
    )  # fmt: skip
    listed = {
        "attempts": 90_586,
        "promoted_at": NOON,
        "figures": figures,
        "drift": DriftOut(word="watch", last_seven_days=None),
        "gaps": [gap],
        "unmeasured": ["Groep 8"],
    }
    moved = dict(zip(constants.NAMES, constants.DAY_ONE, strict=True)) | {"forgetting": 0.45}
    fitted = model("b1-7", constants=moved, second_layer=0.75, trees=40, subgroups=["Groep 3–4"], listed=listed)
    card = write("model-card", running(model=fitted), "nl")
    said = (
        "In gebruik is model `b1-7`, sinds 25-11-2026, aangepast aan 90586 pogingen. De tweede laag telt voor 75% mee,",
        "met 40 kleine beslisbomen",
        "| `forgetting` | 0,3 | 0,45 |",
        "| `log_loss` | 0,5031 | – |",
        "De laatste zeven dagen: iets anders dan bij het aanpassen",
        "| Groep 3–4 | kalibratie | bij het aanpassen | 48 | 0,0312 | 0,01 … 0,05 | 0,03 | over de grens |",
        "niet gemeten: Groep 8.",
        "meer dan 0,05 (AUC) of 0,03 (kalibratie)",
    )
    assert [one for one in said if one not in card] == []


def test_day_one_has_no_figures_and_says_nothing_of_subgroups() -> None:
    card = write("model-card", running(), "en")
    assert "There are no figures about this board" in card
    assert "The board has named no subgroups yet" in card
    named = write("model-card", running(model=model(subgroups=["Grade 3"])), "en")
    assert "Named are: Grade 3. Nothing was measured yet" in named


def test_a_damaged_model_file_is_cried_out() -> None:
    fallen_back = model("b1-6", promoted="b1-7", listed={"promoted_at": NOON}, waiting=2)
    card = write("model-card", running(model=fallen_back), "en")
    assert "**The file of model `b1-7`, which people put to use, is damaged" in card
    assert "2 other models are ready or on trial." in card


def test_the_boards_zone_and_room_for_chance_are_told() -> None:
    settled = CardSettings(3, Zone(0.55, 0.8), exploration=False)
    card, notice = (write(kind, running(cards=settled), "en") for kind in ("model-card", "notice-16"))
    assert "chance of success between 55% and 80%" in card
    assert "There is no room for chance" in card
    assert "(version 3)" in card
    assert "between 55% and 80%" in notice
    assert "On 5% of the cards the first task is drawn by lot" in write("model-card", running(), "en")


def test_how_objections_stand_is_told_where_enough_are_in_it() -> None:
    told = FigureOut(subject=None, open=None, decided=24, median_hours=30.5, p90_hours=90.0, share_upheld=0.375)
    annex = write("fria", running(objections=told), "nl")
    assert "| bezwaren die nog open staan | geen, of van minder dan 10 leerlingen |" in annex
    assert "| uren tot een besluit (de middelste) | 30,5 |" in annex
    assert "| aandeel dat gelijk kreeg | 37,5% |" in annex


def test_a_register_that_was_read_says_so_and_a_broken_one_loudly() -> None:
    told = {
        sound: write("dpia", running(register=RegisterState(7, NOON, NOON + timedelta(days=2), 400, sound, 3)), "en")
        for sound in (None, True, False)
    }
    assert "7 decisions and other entries, from 25-11-2026 to 27-11-2026. They are kept for 400 days" in told[None]
    assert "was not read for this paper" in told[None]
    assert "it is as it was written" in told[True]
    assert "**While this paper was made the whole register was read, and 3 faults were found.**" in told[False]


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_can_be_printed(kind: Kind) -> None:
    assert draw(write(kind, running(), "nl"), "nl").startswith(b"%PDF")
