"""Electives of the demo board: one round whose places are published, and one that is open to wishes."""

from datetime import date, timedelta

from demo.case import own_id
from demo.files import Json
from demo.loading import Loading
from demo.people import EDUCATORS, learners

MODULES = {
    "robots": ("Robots die luisteren", "Bouw en programmeer een robot die op geluid reageert.", 6),
    "podcast": ("Podcast maken", "Van een goed idee naar drie minuten die anderen uitluisteren.", 8),
    "koken": ("Koken met verhoudingen", "Een recept voor vier wordt een maaltijd voor dertig.", 14),
}


async def offer_electives(loading: Loading) -> None:
    loading.progress("Keuzemodules toevoegen")
    opened = loading.monday - timedelta(days=14)
    given = await _round(loading, "klas-2a", (opened, loading.monday - timedelta(days=1)), everybody=True)
    await loading.make("keuze-klas-2a-plaatsen", f"/v1/electives/{given}/allocation", {})
    opened = loading.monday - timedelta(days=3)
    await _round(loading, "klas-3a", (opened, loading.monday + timedelta(days=21)), everybody=False)


async def _round(loading: Loading, group: str, from_until: tuple[date, date], *, everybody: bool) -> str:
    """Its id; in a round that is still open every second learner has not chosen yet."""
    made = await loading.make(f"keuze-{group}", "/v1/electives", _offer(loading, group, from_until))
    found: str = made["electiveId"]
    members = [one for one in learners(loading.seed) if one.group.sourced_id == group]
    for number, learner in enumerate(members if everybody else members[::2]):
        learner_id = loading.id_of("learner", learner.sourced_id)
        path = f"/v1/electives/{found}/preferences/{learner_id}"
        await loading.put(f"keuze-{learner.sourced_id}", path, _wishes(group, number))
    return found


def _offer(loading: Loading, group: str, from_until: tuple[date, date]) -> Json:
    opens, closes = (f"{day}T08:00:00Z" for day in from_until)
    starts = from_until[1] + timedelta(days=14)
    teachers = [loading.id_of("educator", one.sourced_id) for one in EDUCATORS if group in one.groups]
    period = own_id("period", group)
    return {
        "title": "Keuzemodules",
        "description": "Kies wat je echt het liefst doet: een eerlijke eerste keus kost je nooit een plaats.",
        "groupIds": [loading.id_of("group", group)],
        "opensAt": opens,
        "closesAt": closes,
        "everyone": True,
        "periods": [
            {
                "periodId": period,
                "title": "Blok 2",
                "startsOn": str(starts),
                "endsOn": str(starts + timedelta(days=39)),
            }
        ],
        "modules": [
            {
                "moduleId": own_id("module", key),
                "title": title,
                "description": about,
                "teacherIds": teachers[number : number + 1],  # nobody gives two modules at once
                "sessions": [{"periodId": period, "least": 3, "most": most}],
            }
            for number, (key, (title, about, most)) in enumerate(MODULES.items())
        ],
    }


def _wishes(group: str, number: int) -> Json:
    """Robots are wanted by more than there are places for."""
    orders = (("robots", "podcast", "koken"), ("robots", "koken", "podcast"), ("podcast", "robots", "koken"))
    ranked = [own_id("module", key) for key in orders[number % len(orders)]]
    return {"periods": [{"periodId": own_id("period", group), "moduleIds": ranked}]}
