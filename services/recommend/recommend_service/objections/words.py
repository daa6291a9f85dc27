"""What an objection says to the learner, an educator and a parent: supportive, and never as a verdict."""

from collections.abc import Mapping
from typing import Any

from eigenwijs_shared.contracts.cards import ReasonOut
from eigenwijs_shared.errors import Language, Sentence
from recommend_service.catalogue.model import Catalogue
from recommend_service.decisions.words import Reader
from recommend_service.objections.schemas import About, StepKind

ABOUT: Mapping[About, Sentence] = {
    "goal": {"nl": "De inschatting bij ‘{title}’", "en": "The estimate of ‘{title}’"},
    "card": {"nl": "De keuzekaart over ‘{title}’", "en": "The choice card about ‘{title}’"},
    "watch": {"nl": "Het signaal over ‘{title}’", "en": "The signal about ‘{title}’"},
}
NO_GOAL: Sentence = {"nl": "hoe het leren gaat", "en": "how learning goes"}

STEP: Mapping[StepKind, Mapping[Reader, Sentence]] = {
    "check": {
        "learner": {
            "nl": "Goed dat je het zegt. Laat met ‘{task}’ zien wat je kunt. Daarna kijkt je leraar met je mee en "
            "beslist, met een reden.",
            "en": "Good that you say so. Show what you can do with ‘{task}’. Then your teacher looks at it with you "
            "and decides, with a reason.",
        },
        "educator": {
            "nl": "De leerling kan het laten zien met ‘{task}’; u kunt ook zelf meekijken en een observatie "
            "opschrijven. Beslis daarna, met een reden.",
            "en": "The learner can show it with ‘{task}’; you can also look along and write down an observation. "
            "Then decide, with a reason.",
        },
        "parent": {
            "nl": "Uw kind kan het laten zien met ‘{task}’. Daarna beslist de leraar, met een reden.",
            "en": "Your child can show it with ‘{task}’. Then the educator decides, with a reason.",
        },
    },
    "observation": {
        "learner": {
            "nl": "Goed dat je het zegt. Je leraar kijkt een keer met je mee en beslist daarna, met een reden.",
            "en": "Good that you say so. Your teacher looks along with you once and then decides, with a reason.",
        },
        "educator": {
            "nl": "Er is nu geen toetsje dat past. Kijk een keer mee, schrijf een observatie bij dit doel op, en "
            "beslis daarna met een reden.",
            "en": "No check fits now. Look along once, write down an observation of this goal, and then decide with a "
            "reason.",
        },
        "parent": {
            "nl": "De leraar kijkt een keer mee en beslist daarna, met een reden.",
            "en": "The educator looks along once and then decides, with a reason.",
        },
    },
    "talk": {
        "learner": {
            "nl": "Goed dat je het zegt. Je leraar praat er met je over en beslist daarna, met een reden.",
            "en": "Good that you say so. Your teacher talks about it with you and then decides, with a reason.",
        },
        "educator": {
            "nl": "Praat erover met de leerling, en beslis daarna met een reden.",
            "en": "Talk about it with the learner, and then decide with a reason.",
        },
        "parent": {
            "nl": "De leraar praat erover met uw kind en beslist daarna, met een reden.",
            "en": "The educator talks about it with your child and then decides, with a reason.",
        },
    },
    "decision": {
        "learner": {
            "nl": "Er is nu gezien wat je kunt. Je leraar kijkt met je mee en beslist, met een reden.",
            "en": "What you can do has been seen now. Your teacher looks at it with you and decides, with a reason.",
        },
        "educator": {
            "nl": "Sinds de tegenspraak is er iets laten zien. Bekijk het samen, en beslis met een reden.",
            "en": "Something was shown since the objection. Look at it together, and decide with a reason.",
        },
        "parent": {
            "nl": "Er is nu gezien wat uw kind kan. De leraar beslist, met een reden.",
            "en": "What your child can do has been seen now. The educator decides, with a reason.",
        },
    },
}

UPHELD: Mapping[About, Mapping[Reader, Sentence]] = {
    "goal": {
        "learner": {
            "nl": "Je had gelijk om het te zeggen. De inschatting rust nu ook op wat je liet zien.",
            "en": "You were right to say so. The estimate now also rests on what you showed.",
        },
        "educator": {
            "nl": "De inschatting rust nu ook op het nieuwe bewijs; niemand vult een getal in. Klopt eerder bewijs "
            "niet? Verbeter dat dan: POST /v1/learners/{learner_id}/evidence met kind correction.",
            "en": "The estimate now also rests on the new evidence; nobody fills in a number. Is earlier evidence "
            "wrong? Then correct it: POST /v1/learners/{learner_id}/evidence with kind correction.",
        },
        "parent": {
            "nl": "De inschatting rust nu ook op wat uw kind liet zien.",
            "en": "The estimate now also rests on what your child showed.",
        },
    },
    "card": {
        "learner": {
            "nl": "De opdrachten van deze kaart rusten tot en met {day}: je krijgt eerst iets anders.",
            "en": "The tasks of this card rest until {day}: you get something else first.",
        },
        "educator": {
            "nl": "De opdrachten van deze kaart rusten tot en met {day}: ze komen alleen terug als er verder niets "
            "past. Wilt u meer, maak dan een ingreep: POST /v1/overrides.",
            "en": "The tasks of this card rest until {day}: they come back only where nothing else fits. If you want "
            "more, make an override: POST /v1/overrides.",
        },
        "parent": {
            "nl": "De opdrachten van deze kaart rusten tot en met {day}: uw kind krijgt eerst iets anders.",
            "en": "The tasks of this card rest until {day}: your child gets something else first.",
        },
    },
    "watch": {
        "learner": {"nl": "Het signaal is gesloten.", "en": "The signal is closed."},
        "educator": {
            "nl": "Het signaal is gesloten. Alleen nieuw bewijs kan het opnieuw openen.",
            "en": "The signal is closed. Only new evidence can open it again.",
        },
        "parent": {"nl": "Het signaal is gesloten.", "en": "The signal is closed."},
    },
}
DISMISSED: Mapping[Reader, Sentence] = {
    "learner": {
        "nl": "Het blijft nu zoals het was; je leraar schreef op waarom. Alles wat je nog laat zien, telt mee.",
        "en": "It stays as it was for now; your teacher wrote why. All that you show from here on counts.",
    },
    "educator": {
        "nl": "Het blijft zoals het was. Nieuw bewijs telt gewoon mee.",
        "en": "It stays as it was. New evidence counts as always.",
    },
    "parent": {
        "nl": "Het blijft nu zoals het was; de leraar schreef op waarom. Bent u het daar niet mee eens, dan kunt u een "
        "klacht indienen bij het bestuur.",
        "en": "It stays as it was for now; the educator wrote why. If you do not agree, you can complain to the board.",
    },
}

ON_CARD: Mapping[Language, ReasonOut] = {
    "nl": ReasonOut(
        learner="Je zei dat het niet klopt: hiermee kun je laten zien wat je kunt.",
        educator="Er loopt een tegenspraak: met dit toetsje kan de leerling het laten zien.",
        parent="Er loopt een tegenspraak: hiermee kan uw kind laten zien wat al lukt.",
    ),
    "en": ReasonOut(
        learner="You said that it is not right: with this you can show what you can do.",
        educator="There is an open objection: with this check the learner can show it.",
        parent="There is an open objection: with this your child can show what already works.",
    ),
}
"""Why a check that nobody assigned stands on the card."""
_ASK_CHECK: Sentence = {"nl": "Laat ‘{task}’ maken.", "en": "Have ‘{task}’ done."}
_ASK_LOOK: Sentence = {"nl": "Kijk een keer mee.", "en": "Look along once."}


def title_of(one: Any, catalogue: Catalogue, language: Language) -> str:
    """Of the first goal that it concerns."""
    goal = catalogue.goals.get(one.goal_ids[0]) if one.goal_ids else None
    return goal.title.removesuffix(".") if goal else NO_GOAL[language]


def task_of(one: Any, catalogue: Catalogue) -> str | None:
    """The title of the check that is asked, as long as it is there."""
    found = (each.title for each in catalogue.activities if each.activity_id == one.check_id)
    return next((title.removesuffix(".") for title in found), None)


def to_be_shown(one: Any, catalogue: Catalogue) -> Sentence:
    """What is to be done before an estimate can be decided on."""
    task = task_of(one, catalogue)
    return {language: (_ASK_LOOK if task is None else _ASK_CHECK)[language].format(task=task) for language in _ASK_LOOK}
