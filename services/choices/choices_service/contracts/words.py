"""What contracts say: short, kind, about the plan and never about the child. Days by name, as people plan."""

from collections.abc import Mapping, Sequence
from datetime import date

from choices_service.contracts.checks import Code, Finding
from eigenwijs_shared.errors import Language, Sentence

_DAYS: Mapping[Language, tuple[str, ...]] = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: Mapping[Language, tuple[str, ...]] = {
    "nl": ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
           "november", "december"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip
CHECKS: Mapping[Code, Sentence] = {
    "no-day": {"nl": "“{title}” heeft nog geen dag.", "en": "“{title}” has no day yet."},
    "day-past": {
        "nl": "“{title}” stond op {day}. Die dag is voorbij; geef het een andere, of vink het af als het klaar is.",
        "en": "“{title}” was on {day}. That day has passed; give it another one, or tick it if it is done.",
    },
    "closed-day": {
        "nl": "Op {day} is er geen tijd voor eigen werk, en er staat {minutes} minuten gepland.",
        "en": "There is no time for own work on {day}, and {minutes} minutes are planned.",
    },
    "too-full": {
        "nl": "Op {day} is er tijd voor {room} minuten, en er staat {minutes} minuten gepland.",
        "en": "There is time for {room} minutes on {day}, and {minutes} minutes are planned.",
    },
    "past-due": {
        "nl": "“{title}” moet klaar zijn op {day}, en staat later gepland.",
        "en": "“{title}” is due on {day}, and is planned later.",
    },
    "prerequisite-missing": {
        "nl": "Voor “{title}” komt eerst “{other}”. Zet daar ook een taak voor in de week, of bewaar deze nog even.",
        "en": "“{other}” comes before “{title}”. Put in a task for that too, or keep this one for later.",
    },
    "prerequisite-later": {
        "nl": "“{title}” staat op {day}, maar de taak voor “{other}” moet op een eerdere dag.",
        "en": "“{title}” is on {day}, but the task for “{other}” has to come on an earlier day.",
    },
    "left-out": {
        "nl": "Je leraar laat “{title}” een tijdje weg. Haal het uit de week, of kies iets anders.",
        "en": "Your teacher leaves “{title}” out for a while. Take it out of the week, or choose something else.",
    },
    "not-together": {
        "nl": "Voor “{title}” kan dit tweetal nu niet. Kies iemand anders.",
        "en": "These two cannot do “{title}” together now. Choose somebody else.",
    },
    "companion-away": {
        "nl": "“{title}” staat op {day}, en dan is een van de anderen er niet.",
        "en": "“{title}” is on {day}, and one of the others is not there then.",
    },
    "companion-elsewhere": {
        "nl": "“{title}” doe je samen, maar het staat nog niet bij iedereen op dezelfde dag.",
        "en": "“{title}” is done together, but not everybody has it on the same day yet.",
    },
    "no-companions": {
        "nl": "Voor “{title}” zijn er minstens {minutes} nodig. Zoek nog iemand, of laat je leraar helpen.",
        "en": "“{title}” takes at least {minutes}. Find somebody, or let your teacher help.",
    },
}
SUMMARY: Mapping[str, Sentence] = {
    "best": {
        "nl": "Alles past: {tasks}. De volste dag is {day}, met {minutes} van {room} minuten.",
        "en": "Everything fits: {tasks}. The fullest day is {day}, with {minutes} of {room} minutes.",
    },
    "nothing": {"nl": "Er is niets meer te plannen.", "en": "There is nothing left to plan."},
    "impossible": {
        "nl": "Zo past de week niet. Hieronder staat waarom, en wat zou helpen.",
        "en": "The week does not fit like this. Below is why, and what would help.",
    },
}
REASONS: Mapping[str, Sentence] = {
    "too-much": {
        "nl": "Er is tijd voor {room} minuten, en de taken duren samen {minutes} minuten.",
        "en": "There is time for {room} minutes, and the tasks take {minutes} minutes together.",
    },
    "too-much-before": {
        "nl": "Tot en met {day} is er tijd voor {room} minuten, en wat dan klaar moet zijn duurt {minutes} minuten.",
        "en": "Until {day} there is time for {room} minutes, and what is due by then takes {minutes} minutes.",
    },
    "no-possible-day": {
        "nl": "Voor “{title}” is er geen dag die kan.",
        "en": "There is no possible day for “{title}”.",
    },
    "no-common-day": {
        "nl": "Voor “{title}” is er geen dag waarop iedereen tijd heeft.",
        "en": "There is no day on which everybody has time for “{title}”.",
    },
    "too-long": {
        "nl": "“{title}” duurt {minutes} minuten achter elkaar, en de ruimste dag heeft er {room}.",
        "en": "“{title}” takes {minutes} minutes at a stretch, and the roomiest day has {room}.",
    },
    "too-few-days": {
        "nl": "“{title}” heeft {minutes} dagen na elkaar nodig, met wat ervoor komt; er zijn er {room}.",
        "en": "“{title}” takes {minutes} days one after the other, with what comes before it; there are {room}.",
    },
    "pieces": {
        "nl": "De minuten zouden passen, maar niet met deze taken, dagen en volgorde bij elkaar.",
        "en": "The minutes would fit, but not with these tasks, days and order together.",
    },
}
MENDS: Mapping[str, Sentence] = {
    "leave-out": {"nl": "Bewaar voor later: {what}.", "en": "Keep for later: {what}."},
    "more-time": {"nl": "Maak extra tijd: {what}.", "en": "Make more time: {what}."},
    "later-due": {"nl": "Geef meer uitstel: {what}.", "en": "Give more time until due: {what}."},
}
_MINUTES: Sentence = {"nl": "{day} {minutes} minuten erbij", "en": "{minutes} minutes more on {day}"}
_DUE: Sentence = {"nl": "“{title}” uiterlijk {day}", "en": "“{title}” by {day}"}
WHY_MOVED: Mapping[str, tuple[Sentence, Sentence]] = {
    "you-away": (
        {"nl": "Je was er niet op de dag waarop dit stond.", "en": "You were away on the day this was planned."},
        {"nl": "De leerling is afwezig op de geplande dag.", "en": "The learner is absent on the planned day."},
    ),
    "companion-away": (
        {
            "nl": "Dit doe je samen, en een van jullie is er dan niet.",
            "en": "You do this together, and one of you is away then.",
        },
        {
            "nl": "Samenwerktaak; een van de leerlingen is dan afwezig.",
            "en": "A joint task; one of the learners is absent then.",
        },
    ),
    "made-room": (
        {
            "nl": "Dit schoof op om plaats te maken voor iets dat anders niet meer paste.",
            "en": "This moved to make room for something that would not have fitted.",
        },
        {"nl": "Opgeschoven, zodat de rest past.", "en": "Moved so that the others fit."},
    ),
    "missed": (
        {"nl": "De dag is voorbij; dit kan nog op een andere dag.", "en": "The day has passed; there is another one."},
        {"nl": "Niet gedaan op de geplande dag.", "en": "Not done on the planned day."},
    ),
    "no-room": (
        {
            "nl": "Dit paste niet meer in deze week. Het blijft staan voor de volgende.",
            "en": "This did not fit in this week any more. It is kept for the next.",
        },
        {
            "nl": "Past niet meer binnen de tijd, de uiterste dagen en de volgorde; gaat mee naar een volgende week.",
            "en": "Does not fit in time, due days and order any more; carried to a next week.",
        },
    ),
    "waits": (
        {
            "nl": "Hiervoor komt eerst iets anders, en dat is eruit gehaald. Dit blijft staan voor een volgende week.",
            "en": "Something else comes before this, and that was taken out. This is kept for a next week.",
        },
        {
            "nl": "De taak die hiervoor nodig was is eruit gehaald; gaat mee naar een volgende week.",
            "en": "The task that prepares for it was taken out; carried to a next week.",
        },
    ),
    "room-again": (
        {"nl": "Je bent eerder klaar, dus dit past toch nog.", "en": "You finished early, so this fits after all."},
        {"nl": "Past weer, doordat er werk eerder klaar is.", "en": "Fits again, as other work was finished early."},
    ),
    "dropped": (
        {"nl": "Dit is eruit gehaald.", "en": "This was taken out."},
        {"nl": "Uit de weektaak gehaald.", "en": "Taken out of the contract."},
    ),
}
OFFERED: Mapping[str, Sentence] = {
    "card": {
        "nl": "Dit staat op je keuzekaart. Op {day} heb je nog {minutes} minuten, en daar past het in.",
        "en": "This is on your choice card. You have {minutes} minutes left on {day}, and it fits in them.",
    },
    "assigned": {
        "nl": "Dit heeft je leraar voor je klaargezet. Op {day} heb je nog {minutes} minuten, en daar past het in.",
        "en": "Your teacher set this ready for you. You have {minutes} minutes left on {day}, and it fits in them.",
    },
    "catalogue": {
        "nl": "Dit hoort bij een doel van deze week, en je deed het nog niet. Op {day} heb je nog {minutes} minuten.",
        "en": "This is for a goal of this week, and new to you. You have {minutes} minutes left on {day}.",
    },
}
"""Why something is offered to who is done early."""
_REPLANNED: Mapping[str, Sentence] = {
    "illness": {"nl": "Niet aanwezig op {days}.", "en": "Away on {days}."},
    "early-finish": {"nl": "Eerder klaar dan gepland.", "en": "Finished earlier than planned."},
    "dropped-task": {"nl": "Er is iets uitgehaald.", "en": "Something was taken out."},
    "companion": {
        "nl": "Iemand met wie je samenwerkt plande opnieuw.",
        "en": "Somebody you work with planned again.",
    },
    "missed": {"nl": "Niet alles kwam op zijn dag af.", "en": "Not everything was done on its day."},
}
_CHANGED: Mapping[str, tuple[Sentence, Sentence]] = {
    "moved": (
        {"nl": "1 taak verschoven", "en": "1 task moved"},
        {"nl": "{count} taken verschoven", "en": "{count} tasks moved"},
    ),
    "out": (
        {"nl": "1 taak niet meer in deze week", "en": "1 task no longer in this week"},
        {"nl": "{count} taken niet meer in deze week", "en": "{count} tasks no longer in this week"},
    ),
    "kept": (
        {"nl": "1 taak bleef staan", "en": "1 task stayed"},
        {"nl": "{count} taken bleven staan", "en": "{count} tasks stayed"},
    ),
}
"""For one, and for more."""


def day_name(day: date | None, language: Language) -> str:
    """woensdag 25 november; Wednesday 25 November."""
    if day is None:
        return ""
    return f"{_DAYS[language][day.weekday()]} {day.day} {_MONTHS[language][day.month - 1]}"


def counted(count: int, language: Language) -> str:
    """1 taak, 2 taken."""
    words = {"nl": ("taak", "taken"), "en": ("task", "tasks")}[language]
    return f"{count} {words[count != 1]}"


def check(finding: Finding, language: Language) -> str:
    return CHECKS[finding.code][language].format(
        title=finding.title,
        day=day_name(finding.day, language),
        minutes=finding.minutes,
        room=finding.room,
        other=finding.other,
    )


def both(finding: Finding) -> Sentence:
    return {"nl": check(finding, "nl"), "en": check(finding, "en")}


def listed(parts: Sequence[str], language: Language) -> str:
    """a, b en c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {'en' if language == 'nl' else 'and'} {parts[-1]}"


def more_time(days: Sequence[tuple[date, int]], language: Language) -> str:
    return listed(
        [_MINUTES[language].format(day=day_name(day, language), minutes=more) for day, more in days], language
    )


def later(dues: Sequence[tuple[str, date]], language: Language) -> str:
    return listed([_DUE[language].format(title=title, day=day_name(day, language)) for title, day in dues], language)


def offered(source: str, day: date, minutes: int, language: Language) -> str:
    return OFFERED[source][language].format(day=day_name(day, language), minutes=minutes)


def replanned(because: str, days: Sequence[date], counts: tuple[int, int, int], language: Language) -> str:
    """What happened and what it did: how many moved, were kept for later, stayed."""
    named = listed([day_name(day, language) for day in days], language)
    said = [
        _CHANGED[key][count != 1][language].format(count=count)
        for key, count in zip(("moved", "out", "kept"), counts, strict=True)
        if count
    ]
    happened = _REPLANNED[because][language].format(days=named)
    return f"{happened} {listed(said, language)}." if said else happened
