"""The closed vocabulary of accommodations: what helps a learner, never why. Codes only grow; they are never reused."""

from typing import Literal, get_args

Need = Literal[
    "extra-time",
    "read-aloud",
    "quiet-place",
    "large-print",
    "short-tasks",
    "spoken-answers",
    "less-screen",
    "fixed-partner",
    "movement-breaks",
    "keyboard",
    "clear-steps",
    "no-large-groups",
    "plain-language",
    "worked-example",
    "fixed-place",
    "announced-changes",
]
NEEDS: tuple[Need, ...] = get_args(Need)

DUTCH: dict[Need, str] = {
    "extra-time": "extra tijd",
    "read-aloud": "voorleesfunctie",
    "quiet-place": "rustige plek",
    "large-print": "grote letters",
    "short-tasks": "korte opdrachten",
    "spoken-answers": "mondeling antwoorden",
    "less-screen": "minder scherm",
    "fixed-partner": "vast maatje",
    "movement-breaks": "beweegpauzes",
    "keyboard": "typen in plaats van schrijven",
    "clear-steps": "stap voor stap",
    "no-large-groups": "liever niet in grote groepen",
    "plain-language": "eenvoudige taal",
    "worked-example": "eerst een voorbeeld",
    "fixed-place": "vaste plek",
    "announced-changes": "veranderingen vooraf horen",
}
ENGLISH: dict[Need, str] = {
    "extra-time": "extra time",
    "read-aloud": "read aloud",
    "quiet-place": "quiet place",
    "large-print": "large print",
    "short-tasks": "short tasks",
    "spoken-answers": "spoken answers",
    "less-screen": "less screen",
    "fixed-partner": "fixed partner",
    "movement-breaks": "movement breaks",
    "keyboard": "typing instead of handwriting",
    "clear-steps": "clear steps",
    "no-large-groups": "no large groups",
    "plain-language": "plain language",
    "worked-example": "an example first",
    "fixed-place": "fixed place",
    "announced-changes": "changes announced beforehand",
}
