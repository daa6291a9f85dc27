"""What a decision says of itself, in Dutch and English: plain, and never as a verdict."""

from collections.abc import Mapping
from typing import Literal

from eigenwijs_shared.errors import Sentence

Reader = Literal["learner", "parent", "educator"]

WHAT: Sentence = {
    "nl": "Er is een keuzekaart aangeboden over {goals}, met om uit te kiezen: {options}.",
    "en": "A choice card was offered about {goals}, to choose from: {options}.",
}
BASED_ON: Mapping[Reader, tuple[Sentence, ...]] = {
    "learner": (
        {"nl": "Wat je eerder hebt gemaakt en wat daarvan lukte.", "en": "What you made before and what worked."},
        {"nl": "De leerdoelen van je leerjaar en wat daarvoor nodig is.", "en": "The goals of your grade, in order."},
        {"nl": "Je eigen interesses en wat jou helpt.", "en": "Your own interests and what helps you."},
        {"nl": "Wat je leraar klaarzette en wat jij zelf mag kiezen.",
         "en": "What your teacher put ready and what you may choose."},
    ),
    "parent": (
        {"nl": "Wat uw kind eerder heeft gemaakt en wat daarvan lukte.",
         "en": "What your child made before and what worked."},
        {"nl": "De leerdoelen van het leerjaar en hun voorkennis.",
         "en": "The goals of the grade and what they build on."},
        {"nl": "De eigen interesses en wat uw kind helpt.", "en": "Your child's own interests and what helps."},
        {"nl": "Wat de leraar klaarzette en hoe de regie is verdeeld.",
         "en": "What the educator assigned and how the dial stands."},
    ),
    "educator": (
        {"nl": "Pogingen en ander bewijs in het register van gemaakt werk.",
         "en": "Attempts and other evidence in the ledger."},
        {"nl": "Leerdoelen, voorkennis en activiteiten in de catalogus.",
         "en": "Goals, prerequisites and activities of the catalogue."},
        {"nl": "Interesses en hulp zoals de leerling en school die vastlegden.",
         "en": "Interests and supports as learner and school noted them."},
        {"nl": "Toewijzingen en de regieknop.", "en": "Assignments and the dial."},
    ),
}  # fmt: skip
WHO: Mapping[Reader, tuple[Sentence, ...]] = {
    "learner": (
        {"nl": "Jij kiest zelf uit de kaart.", "en": "You choose from the card yourself."},
        {"nl": "Je leraar kan iets anders klaarzetten of weglaten.",
         "en": "Your teacher can assign or leave out things."},
    ),
    "parent": (
        {"nl": "Uw kind kiest zelf uit de kaart.", "en": "Your child chooses from the card."},
        {"nl": "De leraar kan iets anders klaarzetten of weglaten.",
         "en": "The educator can assign or leave out things."},
    ),
    "educator": (
        {"nl": "De leerling kiest uit de kaart.", "en": "The learner chooses from the card."},
        {"nl": "U kunt toewijzen, weglaten of de regie verzetten.",
         "en": "You can assign, leave out or turn the dial."},
    ),
}  # fmt: skip
CONTEST: Mapping[Reader, Sentence] = {
    "learner": {
        "nl": "Ben je het er niet mee eens? Zeg dat in Eigenwijs, in je eigen woorden, of tegen je leraar. Je mag "
        "laten zien wat je kunt, en je leraar beslist daarna, met een reden.",
        "en": "Do you disagree? Say so in Eigenwijs, in your own words, or tell your teacher. You may show what you "
        "can do, and then your teacher decides, with a reason.",
    },
    "parent": {
        "nl": "Bent u het er niet mee eens? Maak tegenspraak in Eigenwijs, of zeg het de leraar of de school. Uw kind "
        "mag laten zien wat het kan; daarna beslist een mens, met een reden. Helpt dat niet, dan kunt u een klacht "
        "indienen bij het bestuur.",
        "en": "Do you disagree? Raise an objection in Eigenwijs, or tell the educator or the school. Your child may "
        "show what it can do; then a person decides, with a reason. If that does not help, you can complain to the "
        "board.",
    },
    "educator": {
        "nl": "Wie het er niet mee eens is, maakt tegenspraak (POST /v1/objections, met cardId of watchId) of zegt het "
        "u; u kunt dat ook voor een leerling doen. Een mens beslist, met een reden, op grond van wat daarna is laten "
        "zien.",
        "en": "Whoever disagrees raises an objection (POST /v1/objections, with cardId or watchId) or tells you; you "
        "can also do so for a learner. A person decides, with a reason, on what was shown since.",
    },
}
HEADINGS: Mapping[str, Sentence] = {
    "title": {"nl": "Uitleg bij een besluit", "en": "Explanation of a decision"},
    "what": {"nl": "Wat er is besloten", "en": "What was decided"},
    "grounds": {"nl": "Waarom", "en": "On what grounds"},
    "data": {"nl": "Welke gegevens zijn gebruikt", "en": "Which data were used"},
    "version": {"nl": "Waarmee", "en": "By what"},
    "who": {"nl": "Wie dit kan veranderen", "en": "Who can change this"},
    "contest": {"nl": "Niet mee eens?", "en": "If you disagree"},
}
VERSION: Sentence = {
    "nl": "Een rekenmodel ({version}) heeft de opdrachten uitgezocht. Het is een hulpmiddel: mensen beslissen.",
    "en": "A model ({version}) looked for the activities. It is an aid: people decide.",
}
ABOUT: Sentence = {
    "nl": "Besluit {decision} van {day}, over leerling {learner}",
    "en": "Decision {decision} of {day}, about learner {learner}",
}
ABOUT_MORE: Sentence = {"nl": "Besluit {decision} van {day}", "en": "Decision {decision} of {day}"}
REGISTERED: Sentence = {
    "nl": "Opgenomen in het register van besluiten, plaats {position}, controlegetal {hash}.",
    "en": "Entered in the register of decisions, position {position}, hash {hash}.",
}
_RIGHT: Sentence = {
    "nl": "{who} krijgt deze uitleg op grond van artikel 86 van de AI-verordening (EU) 2024/1689.",
    "en": "{who} receive this explanation under article 86 of the AI Act, Regulation (EU) 2024/1689.",
}
RIGHT: Mapping[Reader, Sentence] = {
    "learner": {"nl": _RIGHT["nl"].format(who="Je"), "en": _RIGHT["en"].format(who="You")},
    "parent": {"nl": _RIGHT["nl"].format(who="U"), "en": _RIGHT["en"].format(who="You")},
    "educator": {"nl": _RIGHT["nl"].format(who="U"), "en": _RIGHT["en"].format(who="You")},
}
"""A learner is spoken to as everywhere: with `je`."""
OBJECTED: Mapping[str, Sentence] = {
    "open": {"nl": "Tegenspraak van {day}: nog niet beslist.", "en": "Objection of {day}: not decided yet."},
    "upheld": {"nl": "Tegenspraak van {day}: gegrond.", "en": "Objection of {day}: upheld."},
    "dismissed": {
        "nl": "Tegenspraak van {day}: bleef zoals het was.",
        "en": "Objection of {day}: it stayed as it was.",
    },
    "withdrawn": {"nl": "Tegenspraak van {day}: ingetrokken.", "en": "Objection of {day}: withdrawn."},
}
