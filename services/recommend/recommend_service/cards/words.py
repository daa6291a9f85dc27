"""The sentences of a card in Dutch and English. Supportive: what one can do next, never what one lacks.

(Steingut et al. 2017: reasons help, but lower felt competence where they sound like a verdict.)
"""

from collections.abc import Mapping
from typing import Literal

from eigenwijs_shared.agency import Dimension, Scope
from eigenwijs_shared.contracts.catalogue import DUTCH, Proof
from eigenwijs_shared.errors import Language, Sentence
from recommend_service.mastery.sufficiency import Lack

FOR_LEARNER: Mapping[str, Sentence] = {
    "zone": {"nl": "Dit past bij waar je nu bent.", "en": "This fits where you are now."},
    "step": {
        "nl": "Dit is een mooie stap verder; hulp vragen mag altijd.",
        "en": "This is a nice step up; you may always ask for help.",
    },
    "warm_up": {"nl": "Hiermee kom je lekker op gang.", "en": "This gets you going nicely."},
    "unsure": {"nl": "Zo ontdekken we samen wat je al kunt.", "en": "This helps us see together what you can do."},
    "going": {"nl": "Je bent hier al mee bezig: zo kom je verder.", "en": "You are working on this: it takes you on."},
    "pitched": {
        "nl": "Dit niveau past bij hoe het de laatste keren ging.",
        "en": "This level fits how the last tries went.",
    },
    "next": {"nl": "Wat je hiervoor nodig hebt, kun je al.", "en": "You already know what this builds on."},
    "review": {"nl": "Even ophalen wat je eerder al kon.", "en": "A moment to refresh what you knew before."},
    "due": {"nl": "Dit kun je al; nu ophalen helpt om het te onthouden.", "en": "You know this; recalling helps."},
    "woven": {
        "nl": "En je haalt meteen iets op wat je al kon.",
        "en": "And you recall something you knew along the way.",
    },
    "lapse": {"nl": "Zo zit het straks weer stevig.", "en": "This makes it firm again."},
    "foundation": {"nl": "Dit helpt je straks met een volgend doel.", "en": "This will help you with a next goal."},
    "fresh": {"nl": "Dit heb je een tijdje niet gedaan.", "en": "You have not done this for a while."},
    "variety": {"nl": "En weer eens een andere werkvorm.", "en": "And another way of working, for a change."},
    "other_form": {"nl": "Je pakt het nu eens anders aan.", "en": "You tackle it another way this time."},
    "corrective": {"nl": "Hiermee oefen je het nog eens, op een andere manier.", "en": "This lets you practise anew."},
    "check": {"nl": "Hiermee laat je zien wat je al kunt.", "en": "This lets you show what you can do."},
    "enrichment": {"nl": "Je bent al ver: hiermee ga je de diepte in.", "en": "You are far along: go deeper here."},
    "interest": {
        "nl": "Dit staat erbij omdat je zelf zei dat je ‘{topic}’ leuk vindt.",
        "en": "This is here because you said yourself that you like ‘{topic}’.",
    },
}

FOR_EDUCATOR: Mapping[str, Sentence] = {
    "zone": {"nl": "past bij de zone", "en": "fits the zone"},
    "step": {"nl": "dichtst bij de zone wat er is, aan de pittige kant", "en": "nearest to the zone, on the hard side"},
    "warm_up": {"nl": "dichtst bij de zone wat er is, aan de makkelijke kant", "en": "nearest to the zone, easy side"},
    "unsure": {"nl": "over dit doel is nog weinig bekend", "en": "little is known about this goal yet"},
    "going": {"nl": "de leerling is met dit doel bezig", "en": "the learner is working on this goal"},
    "pitched": {"nl": "het niveau volgt uit de laatste pogingen", "en": "the last tries ask for this level"},
    "next": {"nl": "de voorkennis is beheerst", "en": "its prerequisites are mastered"},
    "review": {"nl": "eerder beheerst, nu aan herhaling toe", "en": "mastered before, due for review"},
    "due": {"nl": "beheerst, en nu aan herhaling toe", "en": "mastered, and due for review now"},
    "woven": {"nl": "haalt meteen een doel op dat aan herhaling toe is", "en": "also recalls a goal that is due"},
    "lapse": {"nl": "beheerst, de laatste keer weggezakt; een andere vorm", "en": "mastered, slipped; another form"},
    "foundation": {"nl": "voorkennis van een doel waar het stokte", "en": "lies under a goal that got stuck"},
    "fresh": {"nl": "niet onlangs gedaan", "en": "not done lately"},
    "variety": {"nl": "de werkvorm kwam lang niet voor", "en": "a form that was rare lately"},
    "other_form": {"nl": "een andere werkvorm dan die niet lukte", "en": "another form than the one that did not work"},
    "corrective": {"nl": "herhaling na een poging die nog niet lukte", "en": "corrective after a try that failed"},
    "check": {"nl": "genoeg geoefend om het te laten zien", "en": "practised enough to show it"},
    "enrichment": {"nl": "verdieping bij een doel dat goed gaat", "en": "depth at a goal that goes well"},
    "interest": {
        "nl": "de leerling zei zelf ‘{topic}’ leuk te vinden",
        "en": "the learner's own words: likes ‘{topic}’",
    },
}

FOR_PARENT: Mapping[str, Sentence] = {
    "zone": {
        "nl": "De opdracht is haalbaar en vraagt toch iets.",
        "en": "The task is within reach, yet asks something.",
    },
    "step": {"nl": "De opdracht is een stap verder; hulp is erbij.", "en": "The task is a step up; help is at hand."},
    "warm_up": {"nl": "De opdracht geeft vertrouwen om verder te gaan.", "en": "The task gives confidence to go on."},
    "unsure": {"nl": "Zo ontdekken we wat al lukt.", "en": "It shows what already works."},
    "going": {"nl": "Uw kind is met dit doel bezig.", "en": "Your child is working on this goal."},
    "pitched": {
        "nl": "Het niveau past bij hoe het de laatste keren ging.",
        "en": "The level fits how the last tries went.",
    },
    "next": {"nl": "Het bouwt voort op wat uw kind al kan.", "en": "It builds on what your child already knows."},
    "review": {"nl": "Zo blijft eerder geleerde stof paraat.", "en": "It keeps earlier learning fresh."},
    "due": {"nl": "Uw kind kan dit; even ophalen helpt onthouden.", "en": "Your child knows this; recalling it helps."},
    "woven": {
        "nl": "Ondertussen komt iets terug dat uw kind al kan.",
        "en": "Along the way something your child knows comes back.",
    },
    "lapse": {"nl": "Zo wordt eerder geleerde stof weer stevig.", "en": "It makes earlier learning firm again."},
    "foundation": {"nl": "Dit legt een basis voor een volgend doel.", "en": "It lays a base for a next goal."},
    "fresh": {"nl": "Dit is een tijdje niet aan bod geweest.", "en": "This has not come up for a while."},
    "variety": {"nl": "Ook de werkvorm is weer eens anders.", "en": "The way of working differs, too."},
    "other_form": {
        "nl": "Uw kind pakt het nu op een andere manier aan.",
        "en": "Your child tackles it another way now.",
    },
    "corrective": {
        "nl": "Uw kind oefent het nog eens, anders.",
        "en": "Your child practises it once more, differently.",
    },
    "check": {"nl": "Uw kind kan laten zien wat al lukt.", "en": "Your child can show what already works."},
    "enrichment": {"nl": "Uw kind is al ver en gaat de diepte in.", "en": "Your child is far along and goes deeper."},
    "interest": {
        "nl": "Uw kind zei zelf ‘{topic}’ leuk te vinden.",
        "en": "Your child said to like ‘{topic}’.",
    },
}

EXPECTED: tuple[tuple[float, Sentence], ...] = (
    (0.85, {"nl": "Dit gaat je waarschijnlijk makkelijk af", "en": "This will probably come easily to you"}),
    (0.70, {"nl": "Dit lukt je waarschijnlijk goed", "en": "You will probably manage this well"}),
    (0.55, {"nl": "Een mooie uitdaging, die lukt met aandacht", "en": "A nice challenge that works with some care"}),
    (0.0, {"nl": "Een pittige uitdaging: vraag gerust om hulp", "en": "A tough challenge: feel free to ask for help"}),
)

Amount = Literal["one", "other"]
"""The plurals that Dutch and English have (CLDR)."""
MISSING: Mapping[tuple[Lack, Amount], Sentence] = {
    ("tries", "one"): {
        "nl": "Werk nog één keer aan ‘{goal}’; dan weten we of je deze taak kunt overslaan.",
        "en": "Work on ‘{goal}’ one more time; then we know whether you can skip this task.",
    },
    ("tries", "other"): {
        "nl": "Werk nog {number} keer aan ‘{goal}’; dan weten we of je deze taak kunt overslaan.",
        "en": "Work on ‘{goal}’ {number} more times; then we know whether you can skip this task.",
    },
    ("hard", "one"): {
        "nl": "Laat bij ‘{goal}’ nog één opdracht van niveau {level} of hoger zien.",
        "en": "Show one more task of level {level} or higher for ‘{goal}’.",
    },
    ("hard", "other"): {
        "nl": "Laat bij ‘{goal}’ nog {number} opdrachten van niveau {level} of hoger zien.",
        "en": "Show {number} more tasks of level {level} or higher for ‘{goal}’.",
    },
    ("kind", "one"): {
        "nl": "Laat ‘{goal}’ nog één keer zien in {kinds}.",
        "en": "Show ‘{goal}’ once more in {kinds}.",
    },
    ("kind", "other"): {
        "nl": "Laat ‘{goal}’ nog {number} keer zien in {kinds}.",
        "en": "Show ‘{goal}’ {number} more times in {kinds}.",
    },
    ("recent", "one"): {
        "nl": "Je kon ‘{goal}’ al; laat het nog één keer zien, want dat telt {days} dagen.",
        "en": "You could do ‘{goal}’ before; show it once more, as that counts for {days} days.",
    },
    ("recent", "other"): {
        "nl": "Je kon ‘{goal}’ al; laat het nog {number} keer zien, want dat telt {days} dagen.",
        "en": "You could do ‘{goal}’ before; show it {number} more times, as that counts for {days} days.",
    },
    ("sure", "one"): {
        "nl": "Je bent goed op weg met ‘{goal}’: laat nog een keer zien dat het lukt.",
        "en": "You are well on your way with ‘{goal}’: show once more that it works.",
    },
}
PROOF: Mapping[Proof, Sentence] = {
    "practice": {"nl": "een oefening", "en": "an exercise"},
    "check": {"nl": "een toetsje", "en": "a check"},
    "product": {"nl": "iets wat je maakt", "en": "something you make"},
    "observation": {"nl": "wat je leraar ziet", "en": "what your teacher sees"},
    "project": {"nl": "een project", "en": "a project"},
}
PROOFS: Sentence = {"nl": " of ", "en": " or "}

HELD: Mapping[Dimension, Sentence] = {
    "form": {
        "nl": "Je leraar kiest nu de werkvorm: {value}.",
        "en": "Your teacher chooses the way of working now: {value}.",
    },
    "topic": {"nl": "Je leraar kiest nu het onderwerp: {value}.", "en": "Your teacher chooses the topic now: {value}."},
    "company": {
        "nl": "Je leraar kiest nu hoe je samenwerkt: {value}.",
        "en": "Your teacher chooses the company now: {value}.",
    },
    "whether": {
        "nl": "Je leraar beslist nu of je een taak mag overslaan.",
        "en": "Your teacher decides now whether you may skip a task.",
    },
    "pace": {"nl": "Je leraar bepaalt nu het tempo.", "en": "Your teacher sets the pace now."},
}
DIMENSION: Mapping[Dimension, Sentence] = {
    "form": {"nl": "Werkvorm", "en": "Form"},
    "topic": {"nl": "Onderwerp", "en": "Topic"},
    "company": {"nl": "Samenwerking", "en": "Company"},
    "whether": {"nl": "Wel of niet", "en": "Whether"},
    "pace": {"nl": "Tempo", "en": "Pace"},
}
SCOPE: Mapping[Scope, Sentence] = {
    "board": {"nl": "het hele bestuur", "en": "the whole board"},
    "group": {"nl": "de groep", "en": "the group"},
    "learner": {"nl": "deze leerling", "en": "this learner"},
}


def said(word: str, language: Language) -> str:
    """A form or company as people say it."""
    return DUTCH.get(word, word) if language == "nl" else word
