"""The sentences of watches in Dutch and English: what somebody can do now, and never what a learner would be."""

from collections.abc import Mapping
from typing import Literal

from eigenwijs_shared.errors import Sentence
from recommend_service.watches.rules import Kind

Reader = Literal["learner", "educator", "parent"]
Said = Mapping[Reader, Sentence]
WayKind = Literal["talk", "peer", "form", "foundation", "above", "together", "next"]

WHY: Mapping[Kind, Said] = {
    "stuck": {
        "learner": {
            "nl": "Aan ‘{goal}’ heb je al flink gewerkt. Samen met iemand anders kom je vaak sneller verder.",
            "en": "You have worked hard on ‘{goal}’. Together with somebody you often get further sooner.",
        },
        "educator": {
            "nl": "Bij ‘{goal}’ lukten er {succeeded} van de laatste {tries} pogingen. Meer van hetzelfde helpt nu "
            "niet.",
            "en": "At ‘{goal}’ {succeeded} of the last {tries} tries succeeded. More of the same does not help now.",
        },
        "parent": {
            "nl": "Uw kind werkt hard aan ‘{goal}’. School kijkt mee naar een andere weg ernaartoe.",
            "en": "Your child works hard on ‘{goal}’. School looks along for another way to get there.",
        },
    },
    "silent": {
        "learner": {
            "nl": "We hebben een tijdje niets van je werk gezien. We horen graag waar je mee bezig bent.",
            "en": "We have not seen any of your work for a while. We would like to hear what you are doing.",
        },
        "educator": {
            "nl": "Er is {days} schooldagen niets van deze leerling vastgelegd. Misschien is er wel geleerd.",
            "en": "Nothing of this learner was recorded for {days} school days. Learning may well have gone on.",
        },
        "parent": {
            "nl": "In Eigenwijs is een tijdje niets van uw kind vastgelegd. School vraagt hoe het gaat.",
            "en": "Nothing of your child was recorded in Eigenwijs for a while. School asks how things are.",
        },
    },
    "alone": {
        "learner": {
            "nl": "Je hebt de laatste tijd veel alleen gedaan. Samen iets doen kan ook: er staat van alles klaar.",
            "en": "You did a lot on your own lately. Doing something together is possible too: there is plenty.",
        },
        "educator": {
            "nl": "De laatste {tries} activiteiten waren alleen, terwijl er ook iets samen te doen is.",
            "en": "The last {tries} activities were done alone, though there is something to do together.",
        },
        "parent": {
            "nl": "Uw kind deed de laatste tijd veel alleen. School kijkt wat het samen met anderen kan doen.",
            "en": "Your child did a lot alone lately. School looks at what can be done with others.",
        },
    },
    "comfort": {
        "learner": {
            "nl": "Dit kun je echt al goed. Er ligt iets nieuws voor je klaar, en hulp vragen mag altijd.",
            "en": "You can do this really well. There is something new for you, and you may always ask for help.",
        },
        "educator": {
            "nl": "De laatste {tries} activiteiten gingen over wat al beheerst was; {chosen} ervan zijn zelf gekozen.",
            "en": "The last {tries} activities were on what was mastered already; {chosen} were own choices.",
        },
        "parent": {
            "nl": "Uw kind herhaalt graag wat al goed gaat. School zoekt samen een mooie volgende stap.",
            "en": "Your child likes to repeat what goes well. School looks for a nice next step together.",
        },
    },
    "ceiling": {
        "learner": {
            "nl": "Het moeilijkste bij ‘{goal}’ lukt je keer op keer. Je mag er altijd eentje hoger proberen.",
            "en": "You manage the hardest of ‘{goal}’ time and again. You may always try one above.",
        },
        "educator": {
            "nl": "Bij ‘{goal}’ lukten de laatste {tries} op niveau {level}, het hoogste dat er is. De inschatting kan "
            "niet hoger dan wat er wordt aangeboden.",
            "en": "At ‘{goal}’ the last {tries} at level {level}, the highest there is, succeeded. The estimate cannot "
            "rise above what is offered.",
        },
        "parent": {
            "nl": "Uw kind kan ‘{goal}’ goed. School zoekt iets dat verder gaat.",
            "en": "Your child is good at ‘{goal}’. School looks for something that goes further.",
        },
    },
}

WAYS: Mapping[WayKind, Said] = {
    "talk": {
        "learner": {"nl": "Praat even met je leraar.", "en": "Have a word with your teacher."},
        "educator": {"nl": "Ga even naast de leerling zitten.", "en": "Sit beside the learner for a moment."},
        "parent": {"nl": "De leraar praat erover met uw kind.", "en": "The educator talks about it with your child."},
    },
    "peer": {
        "learner": {
            "nl": "Vraag of een klasgenoot het met je wil doen.",
            "en": "Ask whether a classmate would like to do it with you.",
        },
        "educator": {
            "nl": "Zet de leerling naast een klasgenoot die dit doel kort geleden haalde.",
            "en": "Have the learner work beside a classmate who reached this goal lately.",
        },
        "parent": {
            "nl": "Samen met een klasgenoot gaat het vaak beter.",
            "en": "With a classmate it often goes better.",
        },
    },
    "form": {
        "learner": {"nl": "Probeer het eens op een andere manier.", "en": "Try it another way for once."},
        "educator": {
            "nl": "Kies een andere werkvorm bij hetzelfde doel.",
            "en": "Choose another form for the same goal.",
        },
        "parent": {"nl": "Uw kind probeert het op een andere manier.", "en": "Your child tries it another way."},
    },
    "foundation": {
        "learner": {"nl": "Dit helpt je erbij.", "en": "This helps you with it."},
        "educator": {"nl": "Kijk eerst naar wat eronder ligt.", "en": "Look first at what lies underneath."},
        "parent": {"nl": "School kijkt eerst naar de basis ervan.", "en": "School looks first at the base of it."},
    },
    "above": {
        "learner": {"nl": "Probeer er eentje hoger.", "en": "Try one above."},
        "educator": {
            "nl": "Geef er een van een hoger niveau, of van een volgend doel.",
            "en": "Give one of a higher level, or of a next goal.",
        },
        "parent": {"nl": "Uw kind mag iets proberen dat verder gaat.", "en": "Your child may try what goes further."},
    },
    "together": {
        "learner": {"nl": "Kies iets om samen te doen.", "en": "Choose something to do together."},
        "educator": {"nl": "Zet iets klaar om samen te doen.", "en": "Assign something to do together."},
        "parent": {"nl": "Er is iets om samen te doen.", "en": "There is something to do together."},
    },
    "next": {
        "learner": {"nl": "Kijk eens naar iets nieuws.", "en": "Have a look at something new."},
        "educator": {"nl": "Bespreek een eerste kleine stap.", "en": "Talk about a first small step."},
        "parent": {
            "nl": "Samen wordt een kleine volgende stap gekozen.",
            "en": "A small next step is chosen together.",
        },
    },
}

CLOSED: Mapping[str, Sentence] = {
    "gone": {"nl": "Vanzelf gesloten: het patroon is er niet meer.", "en": "Closed by itself: the pattern is gone."},
    "resolved": {"nl": "Gesloten door een medewerker.", "en": "Closed by a member of staff."},
    "contested": {"nl": "Gesloten na tegenspraak.", "en": "Closed after an objection."},
    "left": {"nl": "Gesloten: de leerling is van school.", "en": "Closed: the learner has left."},
}
NO_TITLE: Sentence = {"nl": "dit doel", "en": "this goal"}
