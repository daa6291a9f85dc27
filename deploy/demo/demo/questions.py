"""Challenges of the demo board, from a question that was just asked to one that was presented."""

from dataclasses import dataclass
from datetime import timedelta

from demo.case import own_id
from demo.files import Json
from demo.loading import Loading

RUBRIC = [
    {"criterion": "Uitleg", "levels": ["zoekend", "op weg", "helder"], "scored": 2},
    {"criterion": "Onderzoek", "levels": ["gokt", "meet", "meet en vergelijkt"], "scored": 1},
]


@dataclass(frozen=True)
class Question:
    """`goals` are those that the coach confirmed; a plan, evidence and a presentation come after that."""

    key: str
    learner: str
    title: str
    why: str
    make: str
    goals: tuple[str, ...] = ()
    planned: bool = False
    shown: str | None = None
    presented: bool = False


QUESTIONS = (
    Question(
        "vraag-dobbelstenen",
        "leerling-046",
        "Hoe groot is de kans dat ik met twee dobbelstenen zeven gooi?",
        "Bij ons bordspel wint altijd dezelfde, en ik wil weten of dat geluk is.",
        "Een spel dat voor iedereen even eerlijk is.",
    ),
    Question(
        "vraag-korting",
        "leerling-048",
        "Is vijftig procent korting en dan nog eens vijftig procent gratis?",
        "In de winkel stond het zo op een bord.",
        "Een poster met rekenvoorbeelden voor in de gang.",
        goals=("procenten",),
    ),
    Question(
        "vraag-pauze",
        "leerling-050",
        "Wat doet onze klas het liefst in de pauze?",
        "Dan kunnen we vragen om spullen die echt gebruikt worden.",
        "Een enquête en een grafiek voor de leerlingenraad.",
        goals=("data-verzamelen",),
        planned=True,
        shown="Mijn vragenlijst met tien vragen, in de klassenmap.",
    ),
    Question(
        "vraag-loterij",
        "leerling-160",
        "Hoeveel loten moet ik kopen om zeker te winnen?",
        "Mijn oom koopt er elke maand tien.",
        "Een presentatie met een simulatie.",
        goals=("kansen",),
        planned=True,
        shown="Een rekenblad dat duizend trekkingen nadoet; het staat op mijn laptop.",
        presented=True,
    ),
)


async def ask_questions(loading: Loading) -> None:
    loading.progress("Eigen vragen van leerlingen toevoegen")
    for question in QUESTIONS:
        await _ask(loading, question)


async def _ask(loading: Loading, question: Question) -> None:
    said = {"title": question.title, "why": question.why, "make": question.make}
    body = {**said, "learnerId": loading.id_of("learner", question.learner)}
    made = await loading.make(question.key, "/v1/challenges", body)
    where = f"/v1/challenges/{made['challengeId']}"
    goals = [own_id("goal", key) for key in question.goals]
    if goals:
        await loading.put(f"{question.key}-doelen", f"{where}/mapping", {"goalIds": goals}, read=where)
    if question.planned:
        await loading.put(f"{question.key}-plan", f"{where}/plan", _plan(loading), read=where)
    if question.shown:
        product = {"kind": "product", "title": "Wat ik maakte", "product": question.shown, "goalIds": goals}
        await loading.make(f"{question.key}-bewijs", f"{where}/evidence", product)
    if question.presented:
        judged = {"goals": [{"goalId": goal} for goal in goals], "rubric": RUBRIC, "note": "Duidelijk verteld."}
        await loading.make(f"{question.key}-presentatie", f"{where}/presentation", judged)


def _plan(loading: Loading) -> Json:
    wednesday = loading.monday + timedelta(days=9)
    return {
        "steps": [
            {"kind": "step", "title": "Verzamelen wat ik al weet", "day": str(wednesday - timedelta(days=2))},
            {"kind": "check-in", "title": "Samen kijken of de vraag nog klopt", "day": str(wednesday)},
            {"kind": "step", "title": "Maken en oefenen", "day": str(wednesday + timedelta(days=5))},
        ],
        "presentOn": str(wednesday + timedelta(days=9)),
    }
