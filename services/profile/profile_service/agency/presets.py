"""Starts that a school understands: positions per dimension, and why. A school takes one and moves on from there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from eigenwijs_shared.agency import Dimension, Position
from eigenwijs_shared.errors import Sentence
from profile_service.agency.rules import Move, PresetId, by_place, settings

SubjectKind = Literal["steps"]
Positions = Mapping[Dimension, Position]

STEP_SUBJECTS = (
    "rekenen-en-wiskunde",
    "rekenen",
    "wiskunde",
    "nederlands",
    "engels",
    "duits",
    "frans",
    "moderne-vreemde-talen",
)
"""Subjects that are built up in steps, each on the one before: mathematics and the languages."""


@dataclass(frozen=True, slots=True)
class Preset:
    """`steps` are the positions in subjects of steps, where those differ."""

    preset: PresetId
    name: Sentence
    explanation: Sentence
    positions: Positions
    why: Sentence
    steps: Positions | None = None
    why_steps: Sentence | None = None

    @property
    def step_subjects(self) -> Sequence[str]:
        return STEP_SUBJECTS if self.steps is not None else ()

    def positions_in(self, subject: str | None) -> Positions:
        return self.steps if self.steps is not None and subject in STEP_SUBJECTS else self.positions


def _all(position: Position) -> Positions:
    return {"form": position, "whether": position, "topic": position, "pace": position, "company": position}


_PRESETS = (
    Preset(
        "teacher-led",
        {"nl": "De leraar leidt", "en": "Teacher-led"},
        {
            "nl": "De leraar kiest wat, hoe, wanneer en met wie. Goed voor een nieuwe groep of een nieuw begin.",
            "en": "The teacher chooses what, how, when and with whom. Good for a new group or a new start.",
        },
        _all("teacher"),
        {
            "nl": "Eerst houvast en vaste gewoonten; wie die heeft, kan daarna stap voor stap zelf kiezen.",
            "en": "First something to hold on to and firm habits; choices can then be handed over step by step.",
        },
    ),
    Preset(
        "shared",
        {"nl": "Samen beslissen", "en": "Shared"},
        {
            "nl": "Leerling en leraar beslissen samen: de leerling kiest uit wat past, de leraar kan bijsturen.",
            "en": "Learner and teacher decide together: the learner chooses from what fits, the teacher may adjust.",
        },
        _all("shared"),
        {
            "nl": "Samen kiezen geeft de leerling een stem en houdt de leraar aan het roer waar dat nodig is.",
            "en": "Deciding together gives the learner a voice, and the teacher a hand where that is needed.",
        },
    ),
    Preset(
        "dalton",
        {"nl": "Dalton: de weektaak", "en": "Dalton: the weekly contract"},
        {
            "nl": "De taak staat vast, de leerling plant hem: zelf de volgorde, het tempo en met wie.",
            "en": "The task is given, the learner plans it: order, pace and company are the learner's own.",
        },
        {"form": "shared", "whether": "teacher", "topic": "teacher", "pace": "learner", "company": "learner"},
        {
            "nl": "Parkhurst: de taak is een afspraak, vrijheid zit in hoe je de week indeelt en met wie je werkt.",
            "en": "Parkhurst: the task is a contract; freedom lies in how you use the week and with whom you work.",
        },
    ),
    Preset(
        "mastery",
        {"nl": "Eerst beheersen", "en": "Mastery"},
        {
            "nl": "Pas verder als het doel zit. De leerling gaat in eigen tempo en kiest mee in de werkvorm.",
            "en": "On to the next when the goal is mastered. Own pace, and a say in the way of working.",
        },
        {"form": "shared", "whether": "shared", "topic": "teacher", "pace": "learner", "company": "shared"},
        {
            "nl": "Bloom: iedereen haalt het doel als de tijd mag verschillen; overslaan kan met bewijs.",
            "en": "Bloom: all reach the goal if time may differ; skipping takes evidence.",
        },
    ),
    Preset(
        "challenge",
        {"nl": "Eigen vragen", "en": "Challenge"},
        {
            "nl": "De leerling werkt aan een eigen vraag en kiest wat, hoe en met wie. Een coach kijkt mee.",
            "en": "The learner works on a question of their own: what, how and with whom. A coach is at hand.",
        },
        {"form": "learner", "whether": "shared", "topic": "learner", "pace": "shared", "company": "learner"},
        {
            "nl": "De vraag is van de leerling; plan, voortgang en wat mag vervallen bespreekt die met de coach.",
            "en": "The question is the learner's; plan, progress and what may be left out are agreed with the coach.",
        },
    ),
    Preset(
        "kunskapsskolan",
        {"nl": "Stappen en thema's", "en": "Steps and themes"},
        {
            "nl": "Vakken met stappen (rekenen, talen) in eigen tempo; thema's beginnen en eindigen samen.",
            "en": "Subjects in steps (mathematics, languages) at one's own pace; themes begin and end together.",
        },
        {"form": "shared", "whether": "teacher", "topic": "shared", "pace": "teacher", "company": "shared"},
        {
            "nl": "Een thema doe je met de groep: het heeft een begin en een eind, en binnen het thema kies je mee.",
            "en": "A theme is for the whole group: it begins and ends for all, and within it you have a say.",
        },
        {"form": "shared", "whether": "shared", "topic": "teacher", "pace": "learner", "company": "learner"},
        {
            "nl": "De stappen liggen vast, want ze bouwen op elkaar; hoe snel je gaat en met wie, bepaal je zelf.",
            "en": "The steps are fixed, for each builds on the last; how fast you go and with whom is up to you.",
        },
    ),
)
PRESETS: Mapping[PresetId, Preset] = {preset.preset: preset for preset in _PRESETS}


def moves_of_preset(
    preset: Preset, subject: str | None, own: Sequence[Move], now: datetime
) -> dict[str | None, dict[Dimension, Position | None]]:
    """What to set at a place, per subject (None: all).

    For all subjects, what an earlier preset set apart for one subject goes; what a person set for it stays.
    """
    if subject is not None:
        return {subject: {**preset.positions_in(subject)}}
    found: dict[str | None, dict[Dimension, Position | None]] = {None: {**preset.positions}}
    for here in by_place(move for move in own if move.subject is not None):
        of_preset = [dimension for dimension, move in settings(here, now).items() if move.preset is not None]
        if of_preset:
            found[here[0].subject] = dict.fromkeys(of_preset)
    for one in preset.step_subjects:
        found[one] = {**preset.positions_in(one)}
    return found
