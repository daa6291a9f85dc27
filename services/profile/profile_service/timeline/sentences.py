"""What happened, as somebody would say it, in Dutch and English: pure."""

from collections.abc import Mapping, Sequence

from eigenwijs_shared.errors import Sentence
from profile_service.evidence.rules import WEIGHT_OF_CHECK, Source, source_of

_WORK: Mapping[str, tuple[str, str]] = {
    "exercise": ("Oefening", "Exercise"),
    "reading": ("Leesopdracht", "Reading task"),
    "writing": ("Schrijfopdracht", "Writing task"),
    "discussion": ("Gesprek", "Discussion"),
    "presentation": ("Presentatie", "Presentation"),
    "drawing": ("Tekenopdracht", "Drawing task"),
    "building": ("Bouwopdracht", "Building task"),
    "movement": ("Beweegopdracht", "Movement task"),
    "experiment": ("Proefje", "Experiment"),
    "game": ("Spel", "Game"),
    "drama": ("Toneelopdracht", "Drama task"),
    "music": ("Muziekopdracht", "Music task"),
    "fieldwork": ("Veldwerk", "Fieldwork"),
    "research": ("Onderzoek", "Research task"),
}
_WORK_OF_KIND: Mapping[str, tuple[str, str]] = {"check": ("Toets", "Check"), "project": ("Project", "Project")}
_AIM: Mapping[str, tuple[str, str]] = {
    "open": ("Eigen doel gesteld", "Own aim set"),
    "reached": ("Eigen doel gehaald", "Own aim reached"),
    "let-go": ("Eigen doel losgelaten", "Own aim let go"),
}
_TALK: Mapping[str, tuple[str, str]] = {
    "planned": ("Coachgesprek afgesproken", "Coach talk planned"),
    "held": ("Coachgesprek gevoerd", "Coach talk held"),
    "missed": ("Coachgesprek niet doorgegaan", "Coach talk missed"),
}
_WHO: Mapping[Source, tuple[str, str]] = {
    "learner": ("Leerling", "A learner"),
    "educator": ("Leraar", "An educator"),
    "board": ("Bestuur", "The board"),
    "system": ("Schoolsysteem", "A school system"),
}


def attempt_sentence(
    *, kind: str, form: str, success: bool, completion: bool, score: float, titles: Sequence[str]
) -> Sentence:
    dutch, english = _WORK_OF_KIND.get(kind) or _WORK.get(form) or _WORK["exercise"]
    about = _about(titles)
    if not completion:
        return {
            "nl": f"{dutch}{about['nl']} begonnen, nog niet af.",
            "en": f"{english}{about['en']} begun, not finished.",
        }
    how = _how(success, score)
    return {"nl": f"{dutch}{about['nl']} gemaakt: {how['nl']}.", "en": f"{english}{about['en']} done: {how['en']}."}


def evidence_sentence(
    *, kind: str, role: str, weight: float, success: bool, score: float, note: str | None, titles: Sequence[str]
) -> Sentence:
    """The free words of who recorded it come last: they are said, not summed up."""
    dutch, english = _WHO[source_of(role)]
    about, how = _about(titles), _how(success, score)
    said = f": “{note.strip()}”" if note else "."
    check = weight == WEIGHT_OF_CHECK
    told: dict[str, Sentence] = {
        "observation": {
            "nl": f"{dutch} heeft gezien{about['nl']}: {how['nl']}",
            "en": f"{english} saw{about['en']}: {how['en']}",
        },
        "product": {
            "nl": f"Product{about['nl']} beoordeeld met een rubric: {how['nl']}",
            "en": f"Product{about['en']} judged with a rubric: {how['en']}",
        },
        "self-assessment": {
            "nl": f"Zelf beoordeeld{about['nl']}: {how['nl']}",
            "en": f"Self-assessed{about['en']}: {how['en']}",
        },
        "peer-assessment": {
            "nl": f"Klasgenoot heeft meegekeken{about['nl']}: {how['nl']}",
            "en": f"A classmate had a look{about['en']}: {how['en']}",
        },
        "paper-check": {
            "nl": f"{'Toets' if check else 'Oefening'} op papier{about['nl']} gemaakt: {how['nl']}",
            "en": f"{'Check' if check else 'Exercise'} on paper{about['en']} done: {how['en']}",
        },
    }
    return {"nl": told[kind]["nl"] + said, "en": told[kind]["en"] + said}


def correction_sentence(*, role: str, score: float | None, success: bool | None, reason: str) -> Sentence:
    dutch, english = _WHO[source_of(role)]
    if score is None:
        return {
            "nl": f"{dutch} heeft een uitkomst teruggenomen: “{reason.strip()}”",
            "en": f"{english} took a result back: “{reason.strip()}”",
        }
    how = _how(bool(success), score)
    return {
        "nl": f"{dutch} heeft een uitkomst verbeterd tot {how['nl']}: “{reason.strip()}”",
        "en": f"{english} corrected a result to {how['en']}: “{reason.strip()}”",
    }


def agency_sentence(*, scope: str, reason: str) -> Sentence:
    dutch, english = {
        "learner": ("", ""),
        "group": (" voor de hele groep", " for the whole group"),
        "board": (" voor alle scholen", " for all schools"),
    }[scope]
    return {
        "nl": f"Wie wat beslist is{dutch} veranderd: “{reason.strip()}”",
        "en": f"Who decides what was changed{english}: “{reason.strip()}”",
    }


def motivation_sentence(autonomy: int, competence: int, relatedness: int) -> Sentence:
    return {
        "nl": f"Verteld hoe de week was: zelf kiezen {autonomy}, goed kunnen {competence}, erbij horen {relatedness} "
        "(van 5).",
        "en": f"Told how the week was: own choice {autonomy}, able {competence}, close to others {relatedness} (of 5).",
    }


def _about(titles: Sequence[str]) -> Sentence:
    if not titles:
        return {"nl": "", "en": ""}
    named = [f"“{title}”" for title in titles]
    first, last = ", ".join(named[:-1]), named[-1]
    return {
        "nl": f" over {first} en {last}" if first else f" over {last}",
        "en": f" on {first} and {last}" if first else f" on {last}",
    }


def _how(success: bool, score: float) -> Sentence:
    percent = f"{score:.0%}"
    plain: Sentence = {"nl": "gelukt", "en": "succeeded"} if success else {"nl": "nog niet gelukt", "en": "not yet"}
    # A bare yes or no needs no number.
    if score == float(success):
        return plain
    return {"nl": f"{plain['nl']} ({percent})", "en": f"{plain['en']} ({percent})"}


def aim_sentence(state: str, title: str) -> Sentence:
    dutch, english = _AIM[state]
    return {"nl": f"{dutch}: “{title}”.", "en": f"{english}: “{title}”."}


def talk_sentence(state: str, topic: str) -> Sentence:
    dutch, english = _TALK[state]
    return {"nl": f"{dutch} over “{topic}”.", "en": f"{english} about “{topic}”."}
