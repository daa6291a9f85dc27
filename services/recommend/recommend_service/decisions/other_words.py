"""What alarms, overrides and objections say of themselves, in Dutch and English."""

from collections.abc import Mapping

from eigenwijs_shared.errors import Sentence
from recommend_service.decisions.schemas import OtherKind
from recommend_service.decisions.words import Reader

BY_WHAT: Mapping[OtherKind, Sentence] = {
    "objection": {"nl": "Een mens beslist hierover, met een reden.", "en": "A person decides on this, with a reason."},
    "watch": {
        "nl": "Vaste regels zagen een patroon in het gemaakte werk. Het is een hulpmiddel: mensen beslissen.",
        "en": "Fixed rules saw a pattern in the work done. It is an aid: people decide.",
    },
    "override": {"nl": "Een mens heeft dit besloten.", "en": "A person decided this."},
}
WHO: Mapping[OtherKind, Mapping[Reader, tuple[Sentence, ...]]] = {
    "objection": {
        "learner": (
            {"nl": "Je leraar beslist, nadat je het hebt kunnen laten zien.",
             "en": "Your teacher decides, after you could show it."},
            {"nl": "Wie het betwistte, kan dat intrekken zolang er geen besluit is.",
             "en": "Who contested it can withdraw that until it is decided."},
        ),
        "parent": (
            {"nl": "De leraar beslist, nadat uw kind het heeft kunnen laten zien.",
             "en": "The educator decides, after your child could show it."},
            {"nl": "Wie het betwistte, kan dat intrekken zolang er geen besluit is.",
             "en": "Who contested it can withdraw that until it is decided."},
        ),
        "educator": (
            {"nl": "U beslist, op grond van wat sindsdien is laten zien.",
             "en": "You decide, on what was shown since."},
        ),
    },
    "watch": {
        "learner": (
            {"nl": "Je leraar kan het signaal sluiten; het sluit vanzelf als het patroon weg is.",
             "en": "Your teacher can close the signal; it closes itself when the pattern is gone."},
        ),
        "parent": (
            {"nl": "De leraar kan het signaal sluiten; het sluit vanzelf als het patroon weg is.",
             "en": "The educator can close the signal; it closes itself when the pattern is gone."},
        ),
        "educator": (
            {"nl": "U kunt het signaal uitstellen of sluiten; het sluit vanzelf als het patroon weg is.",
             "en": "You can snooze or close the signal; it closes itself when the pattern is gone."},
        ),
    },
    "override": {
        "learner": (
            {"nl": "Je leraar of de school kan dit beëindigen.", "en": "Your teacher or school can end this."},
        ),
        "parent": (
            {"nl": "De leraar of de school kan dit beëindigen.", "en": "The educator or school can end this."},
        ),
        "educator": (
            {"nl": "U kunt de ingreep beëindigen; die voor iedereen beëindigt het bestuur.",
             "en": "You can end the override; the board ends those for everybody."},
        ),
    },
}  # fmt: skip
CONTEST: Mapping[Reader, Sentence] = {
    "learner": {
        "nl": "Ben je het er niet mee eens? Praat erover met je leraar of iemand anders op school die je vertrouwt.",
        "en": "Do you disagree? Talk about it with your teacher or somebody else at school whom you trust.",
    },
    "parent": {
        "nl": "Bent u het er niet mee eens? Zeg het de leraar of de school. Helpt dat niet, dan kunt u een klacht "
        "indienen bij het bestuur.",
        "en": "Do you disagree? Tell the educator or the school. If that does not help, you can complain to the board.",
    },
    "educator": {
        "nl": "Wie het er niet mee eens is, zegt het u of de school, of dient een klacht in bij het bestuur.",
        "en": "Whoever disagrees tells you or the school, or complains to the board.",
    },
}
OBJECTED: Mapping[str, Sentence] = {
    "open": {"nl": "Iemand was het er op {day} niet mee eens; er is nog geen besluit.",
             "en": "Somebody did not agree on {day}; it is not decided yet."},
    "upheld": {"nl": "Iemand was het er niet mee eens; op {day} kreeg die gelijk.",
               "en": "Somebody did not agree; it was upheld on {day}."},
    "dismissed": {"nl": "Iemand was het er niet mee eens; op {day} is besloten dat het blijft zoals het was.",
                  "en": "Somebody did not agree; on {day} it was decided that it stays as it was."},
    "withdrawn": {"nl": "Iemand was het er niet mee eens, en trok dat op {day} in.",
                  "en": "Somebody did not agree, and withdrew that on {day}."},
}  # fmt: skip
WATCH: Sentence = {
    "nl": "Een leraar is gevraagd om mee te kijken.",
    "en": "An educator was asked to look along.",
}
OVERRIDE: Mapping[str, Sentence] = {
    "pin": {"nl": "‘{about}’ blijft op de kaart.", "en": "‘{about}’ stays on the card."},
    "exclude": {"nl": "‘{about}’ komt niet op de kaart.", "en": "‘{about}’ comes on no card."},
    "level": {"nl": "Voor ‘{about}’ komt niveau {level} op de kaart.", "en": "Of ‘{about}’ level {level} comes."},
    "pause": {"nl": "De aanbeveler staat op pauze; kaarten komen uit de catalogus.",
              "en": "The recommender is paused; cards come from the catalogue."},
}  # fmt: skip
UNTIL: Sentence = {"nl": "Dit geldt tot en met {day}.", "en": "This holds until {day}."}
ENDED: Sentence = {"nl": "Het is eerder beëindigd.", "en": "It was ended before that."}
JUDGED: Sentence = {"nl": "Het oordeel van een leraar of de school.", "en": "The judgement of an educator or school."}
SHOWN_SINCE: Sentence = {
    "nl": "Wat sindsdien is laten zien of gezien, en wat eerder is gemaakt.",
    "en": "What was shown or seen since, and what was made before.",
}
