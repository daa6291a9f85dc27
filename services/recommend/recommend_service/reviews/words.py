"""The sentences of reviews in Dutch and English: what one knew stays known; it is only looked at once more."""

from collections.abc import Mapping

from eigenwijs_shared.errors import Sentence
from recommend_service.reviews.rules import When

WORDS: Mapping[When, Mapping[str, Sentence]] = {
    "due": {
        "learner": {
            "nl": "‘{goal}’ kun je. Nu even ophalen, dan blijft het zitten.",
            "en": "You know ‘{goal}’. Recall it now and it will stay.",
        },
        "educator": {
            "nl": "‘{goal}’ is beheerst en nu aan herhaling toe.",
            "en": "‘{goal}’ is mastered, and due for review now.",
        },
        "parent": {
            "nl": "Uw kind kan ‘{goal}’. Even ophalen houdt het paraat.",
            "en": "Your child knows ‘{goal}’. Recalling it keeps it fresh.",
        },
    },
    "soon": {
        "learner": {"nl": "‘{goal}’ komt binnenkort nog eens langs.", "en": "‘{goal}’ will come by again soon."},
        "educator": {
            "nl": "‘{goal}’ is beheerst en binnen een week aan herhaling toe.",
            "en": "‘{goal}’ is mastered, and due for review within a week.",
        },
        "parent": {"nl": "‘{goal}’ komt binnenkort nog eens langs.", "en": "‘{goal}’ will come by again soon."},
    },
    "later": {
        "learner": {"nl": "‘{goal}’ zit er goed in.", "en": "You remember ‘{goal}’ well."},
        "educator": {
            "nl": "‘{goal}’ is beheerst; herhalen hoeft voorlopig niet.",
            "en": "‘{goal}’ is mastered; no review is needed for now.",
        },
        "parent": {"nl": "‘{goal}’ zit er goed in.", "en": "Your child remembers ‘{goal}’ well."},
    },
}
