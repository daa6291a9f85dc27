"""Week contracts of the demo board, the timetable that they are planned in, and what a teacher assigns and pins.

What the board's system writes is the school's word to the learner (`countered`); only learner and teacher sign.
"""

from datetime import timedelta

from demo.case import own_id
from demo.files import Json
from demo.loading import Loading

GROUP = "groep-7a"
OFFERED, COUNTERED, PLANNED = "leerling-046", "leerling-048", "leerling-050"
MORNING = {"starts": "08:45", "ends": "10:00"}


async def plan_weeks(loading: Loading) -> None:
    loading.progress("Rooster, weekcontracten en opdrachten toevoegen")
    slots = [{"weekday": day, **MORNING} for day in range(1, 6)]
    group = loading.id_of("group", GROUP)
    await loading.put("rooster", f"/v1/groups/{group}/timetable", {"slots": slots})
    for learner in (OFFERED, COUNTERED, PLANNED):
        await _draft(loading, learner)
    await _counter(loading)
    await _propose(loading)
    await _assign(loading)


def _ideas(*titles: str) -> list[Json]:
    goals = [own_id("goal", "tafels")]
    return [{"ownIdea": {"title": title, "goalIds": goals, "minutes": 30}} for title in titles]


async def _draft(loading: Loading, learner: str) -> None:
    week = loading.monday + timedelta(days=7)
    tasks = _ideas("Een tafelkwartet tekenen", "Een filmpje over de tafel van acht")
    learner_id = loading.id_of("learner", learner)
    body = {"learnerId": learner_id, "startsOn": str(week), "tasks": tasks, "note": "Rustig beginnen op maandag."}
    await loading.make(f"week-{learner}", "/v1/contracts", body)


def _where(loading: Loading, learner: str) -> str:
    return f"/v1/contracts/{loading.state.facts['made'][f'week-{learner}']['contractId']}"


async def _counter(loading: Loading) -> None:
    """The teacher's answer: one of the two, and something to show it with."""
    tasks = _ideas("Een tafelkwartet tekenen", "Het kwartet met iemand uit groep 5 spelen")
    body = {"tasks": tasks, "note": "Eén filmpje had je al; laat het kwartet eens spelen."}
    await loading.put(f"week-{COUNTERED}-antwoord", _where(loading, COUNTERED), body)


async def _propose(loading: Loading) -> None:
    """Days for the tasks, so that the week is ready to be signed; that is for learner and teacher alone."""
    await loading.make(f"week-{PLANNED}-dagen", f"{_where(loading, PLANNED)}/proposal", {"apply": True})


async def _assign(loading: Loading) -> None:
    until = str(loading.monday + timedelta(days=20))
    assigned = {
        "kind": "assign",
        "activityId": loading.activity("procent-quiz"),
        "groupId": loading.id_of("group", GROUP),
        "ground": "show",
        "reason": "We sluiten procenten samen af met het nieuws van deze week.",
    }
    pinned = {
        "kind": "pin",
        "activityId": loading.activity("tafels-memory"),
        "learnerId": loading.id_of("learner", OFFERED),
        "ground": "once-more",
        "reason": "Je vroeg om nog een keer spelend te oefenen.",
    }
    await loading.make("opdracht", "/v1/assignments", {**assigned, "until": until})
    await loading.make("vastgezet", "/v1/assignments", {**pinned, "until": until})
