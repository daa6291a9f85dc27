"""Three questions about the basic psychological needs, at most once a week: pure.

Self-determination theory names three needs whose satisfaction carries motivation: autonomy, competence, relatedness
(Ryan & Deci 2000, doi:10.1037/0003-066X.55.1.68). The wording follows the satisfaction items of the Basic Psychological
Need Satisfaction and Frustration Scale, with its answers from 1 to 5 (Chen et al. 2015, doi:10.1007/s11031-014-9450-1),
one item a need, put in words for children of eight and up. That scale has four items a need: three single ones are good
for a conversation and for averages of many, and never for judging one learner. Hence no label, no bar and no alarm.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from eigenwijs_shared.errors import Conflict, Sentence

Need = Literal["autonomy", "competence", "relatedness"]
NEEDS: tuple[Need, ...] = get_args(Need)
WORDING: Mapping[Need, Sentence] = {
    "autonomy": {
        "nl": "Deze week kon ik bij mijn werk op school zelf kiezen.",
        "en": "This week I could choose for myself in my work at school.",
    },
    "competence": {
        "nl": "Deze week had ik het gevoel dat ik mijn werk goed kon.",
        "en": "This week I felt that I was able to do my work well.",
    },
    "relatedness": {
        "nl": "Deze week voelde ik me verbonden met de mensen in mijn groep.",
        "en": "This week I felt close to the people in my group.",
    },
}
ANSWERS: tuple[Sentence, ...] = (
    {"nl": "helemaal niet waar", "en": "not true at all"},
    {"nl": "niet zo waar", "en": "not so true"},
    {"nl": "een beetje waar", "en": "a bit true"},
    {"nl": "waar", "en": "true"},
    {"nl": "helemaal waar", "en": "completely true"},
)
SOURCE = (
    "After Chen, B., et al. (2015). Basic psychological need satisfaction, need frustration, and need strength across "
    "four cultures. Motivation and Emotion, 39, 216–236. doi:10.1007/s11031-014-9450-1; one item a need."
)
_HERE = ZoneInfo("Europe/Amsterdam")


class ReportedThisWeek(Conflict):
    """One report a week; `nextAt` says from when the next is welcome."""

    type = "reported-this-week"
    title = {"nl": "Deze week al ingevuld", "en": "Reported this week"}
    detail = {
        "nl": "Je hebt dit deze week al ingevuld. Het kan weer vanaf maandag {nl}.",
        "en": "You reported this week. The next time is from Monday {en} on.",
    }


def week_of(now: datetime) -> date:
    """The Monday of the ISO week (ISO 8601) that it is in the Netherlands."""
    here = now.astimezone(_HERE).date()
    return here - timedelta(days=here.weekday())


def next_at(week: date) -> datetime:
    """When the week after begins in the Netherlands, summer time or not."""
    return datetime.combine(week + timedelta(days=7), time(), _HERE)
