"""Why a list of wishes is not accepted."""

from choices_service.choices.problems import DialForbids
from eigenwijs_shared.agency import Decision
from eigenwijs_shared.errors import Conflict


class NotOpen(Conflict):
    """Learners choose between opening and closing."""

    type = "elective-not-open"
    title = {"nl": "Je kunt hier nu niet kiezen", "en": "You cannot choose here now"}
    detail = {
        "nl": "Kiezen kan van {opens} tot {closes}. Is er iets veranderd? Vraag het je leraar.",
        "en": "You can choose from {opens} until {closes}. Has anything changed? Ask your teacher.",
    }


class NotForLearner(Conflict):
    """The round is for other groups."""

    type = "elective-not-for-learner"
    title = {"nl": "Deze keuzeronde is voor andere groepen", "en": "This elective is for other groups"}
    detail = {
        "nl": "De leerling zit in geen van de groepen waarvoor deze keuzeronde is.",
        "en": "The learner is in none of the groups that this elective is for.",
    }


def teacher_decides(decision: Decision, titles: str) -> DialForbids:
    """The dial leaves these modules' topic to the teacher, who may write the wishes down."""
    scope = decision.dial.scope if decision.dial else None
    return DialForbids(
        said={
            "nl": f"Bij {titles} kiest je leraar het onderwerp. Praat er samen over; dan schrijft je leraar het op.",
            "en": f"For {titles} your teacher decides on the topic. Talk about it, and your teacher writes it down.",
        },
        more={"dimension": "topic", "position": decision.position, "scope": scope},
    )  # fmt: skip
