"""The agency dials of the demo board: who decides what, in groups that differ, and for two learners of their own."""

from dataclasses import dataclass

from demo.files import Json


@dataclass(frozen=True)
class Dial:
    of: str  # sourcedId of a group or a learner
    dimensions: dict[str, str]
    reason: str
    subject: str | None = None

    @property
    def name(self) -> str:
        return f"{self.of}/{self.subject or 'alles'}"

    @property
    def body(self) -> Json:
        subject = {} if self.subject is None else {"subject": self.subject}
        return {"dimensions": self.dimensions, "reason": self.reason, **subject}


GROUP_DIALS = (
    Dial(
        "groep-5a",
        {"form": "shared", "whether": "teacher", "topic": "learner", "pace": "teacher", "company": "shared"},
        "Groep 5 begint met kiezen: eerst het onderwerp, samen de werkvorm. De rest volgt na de kerst.",
    ),
    Dial(
        "groep-7a",
        {"form": "learner", "whether": "shared", "topic": "learner", "pace": "shared", "company": "shared"},
        "Deze groep kiest al een jaar zelf en kan goed vertellen waarom een werkvorm past.",
    ),
    Dial(
        "klas-1a",
        {"form": "shared", "whether": "teacher", "pace": "teacher"},
        "De brugklas komt van negen basisscholen; bij rekenen trekken we eerst de basis gelijk.",
        subject="rekenen-en-wiskunde",
    ),
    Dial(
        "klas-3a",
        {"form": "learner", "whether": "learner", "topic": "learner", "pace": "shared", "company": "learner"},
        "Klas 3 oefent met regie voor de bovenbouw; het tempo spreken we per week samen af.",
    ),
)
LEARNER_DIALS = (
    Dial(
        "leerling-047",
        {"pace": "learner"},
        "Liet de afgelopen weken zien een week goed te kunnen plannen; bepaalt daarom zelf het tempo.",
    ),
    Dial(
        "leerling-092",
        {"company": "teacher"},
        "We oefenen op verzoek van de leerling met samenwerken; de mentor kiest voorlopig met wie.",
    ),
)
