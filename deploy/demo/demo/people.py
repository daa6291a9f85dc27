"""Who is on the demo board: made-up people with names as you hear them in a Dutch classroom."""

import random
import unicodedata
from dataclasses import dataclass

from demo.files import SOURCE, read_lines

BOARD = "Stichting Eigenwijs Demo"


@dataclass(frozen=True)
class School:
    sourced_id: str
    name: str


@dataclass(frozen=True)
class Group:
    sourced_id: str
    title: str
    grade: str
    school: School
    size: int


@dataclass(frozen=True)
class Educator:
    sourced_id: str
    given: str
    family: str
    groups: tuple[str, ...]  # sourcedIds; the first is the group this educator is first responsible for

    @property
    def username(self) -> str:
        return username(self.given, self.family)


@dataclass(frozen=True)
class Learner:
    sourced_id: str
    given: str
    family: str
    username: str
    group: Group


@dataclass(frozen=True)
class Parent:
    sourced_id: str
    given: str
    family: str
    username: str
    child: Learner


PRIMARY = School("school-po", "Basisschool De Wissel")
SECONDARY = School("school-vo", "Eigenwijs College")

GROUPS = (
    Group("groep-5a", "Groep 5", "groep-5", PRIMARY, 23),
    Group("groep-6a", "Groep 6", "groep-6", PRIMARY, 22),
    Group("groep-7a", "Groep 7", "groep-7", PRIMARY, 24),
    Group("groep-8a", "Groep 8", "groep-8", PRIMARY, 21),
    Group("klas-1a", "Klas 1A", "vo-1", SECONDARY, 24),
    Group("klas-1b", "Klas 1B", "vo-1", SECONDARY, 22),
    Group("klas-2a", "Klas 2A", "vo-2", SECONDARY, 23),
    Group("klas-3a", "Klas 3A", "vo-3", SECONDARY, 21),
)

EDUCATORS = (
    Educator("leraar-1", "Marieke", "Hoekstra", ("groep-5a",)),
    Educator("leraar-2", "Youssef", "Amrani", ("groep-6a",)),
    Educator("leraar-3", "Sanne", "de Vries", ("groep-7a",)),
    Educator("leraar-4", "Wendell", "Kartosen", ("groep-8a", "groep-7a")),
    Educator("leraar-5", "Fatma", "Çelik", ("klas-1a",)),
    Educator("leraar-6", "Jeroen", "van den Berg", ("klas-1b", "klas-2a")),
    Educator("leraar-7", "Anouk", "Verhoeven", ("klas-2a",)),
    Educator("leraar-8", "Priya", "Ramdin", ("klas-3a", "klas-1a")),
)


def username(given: str, family: str) -> str:
    """Unique on the whole installation because of its tail: sanne.devries@demo."""
    plain = unicodedata.normalize("NFKD", f"{given}.{family}")
    letters = "".join(letter for letter in plain.lower() if letter == "." or (letter.isascii() and letter.isalpha()))
    return f"{letters}@demo"


def learners(seed: int) -> list[Learner]:
    """180 learners, the same for the same seed; no two share a username."""
    rng = random.Random(seed)
    given_names, family_names = read_lines(SOURCE / "voornamen.txt"), read_lines(SOURCE / "achternamen.txt")
    taken = {educator.username for educator in EDUCATORS}
    made: list[Learner] = []
    for group in GROUPS:
        for given in rng.sample(given_names, group.size):  # a sample: nobody in a group shares a given name
            family = rng.choice(family_names)
            while username(given, family) in taken:
                family = rng.choice(family_names)
            taken.add(username(given, family))
            made.append(Learner(f"leerling-{len(made) + 1:03}", given, family, username(given, family), group))
    return made


def parents(seed: int) -> list[Parent]:
    """One parent each of the first learner in a primary and in a secondary class."""
    first = {learner.group.sourced_id: learner for learner in reversed(learners(seed))}
    named = (("Karin", first["groep-7a"]), ("Mehmet", first["klas-1a"]))
    return [
        Parent(f"ouder-{number}", given, child.family, username(f"{given}.ouder", child.family), child)
        for number, (given, child) in enumerate(named, 1)
    ]
