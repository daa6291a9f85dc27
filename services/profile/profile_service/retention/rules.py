"""The kinds of data that have a term, with its bounds and its ground: pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from eigenwijs_shared.errors import Sentence

LEARNERS, EDUCATORS, KEPT = "learners", "educators", "kept-apart"


@dataclass(frozen=True, slots=True)
class Kind:
    """Months that it is kept: `least` and `most` a board may set, and `default`."""

    least: int
    most: int
    default: int
    ground: Sentence


KINDS: Mapping[str, Kind] = {
    # One term for all of it: estimates are what the ledger says, and could not be built again from half of it.
    LEARNERS: Kind(
        1,
        60,
        24,
        {
            "nl": "Alles over een leerling die weg is, na de laatste dag in een groep: pogingen, bewijs, doelen, "
            "keuzes, keuzekaarten, schattingen, account en naam, in alle diensten. Gebruikelijk is hooguit twee jaar.",
            "en": "Everything about a learner who left, from the last day in a group: attempts, evidence, aims, "
            "choices, cards, estimates, account and name, in all services. Two years at most is usual.",
        },
    ),
    EDUCATORS: Kind(
        1,
        60,
        24,
        {
            "nl": "Naam, account en lidmaatschappen van wie hier niet meer werkt, na de laatste dag, en van ouders "
            "zonder kind hier. Wat zij over leerlingen schreven blijft bij de leerling, onder een pseudoniem. "
            "Voor personeel is hooguit twee jaar na vertrek gebruikelijk.",
            "en": "Name, account and memberships of who no longer works here, after the last day, and of parents "
            "without a child here. What they wrote about learners stays with the learner, under a pseudonym. "
            "For staff two years at most after leaving is usual.",
        },
    ),
    "motivation": Kind(
        1,
        60,
        24,
        {
            "nl": "Wat leerlingen over hun motivatie zeggen; nodig zolang je verandering over schooljaren wilt zien.",
            "en": "What learners say of their motivation; needed while change over school years is looked at.",
        },
    ),
    "reflections": Kind(
        1,
        96,
        36,
        {
            "nl": "Gesprekken en terugblikken; nodig voor de begeleiding, hoogstens zolang iemand op school zit.",
            "en": "Talks and reflections; needed for coaching, at most for the years somebody is at school.",
        },
    ),
    "access-log": Kind(
        12,
        60,
        24,
        {
            "nl": "Wie gegevens van een leerling zag; nodig om inzage te kunnen verantwoorden (AVG artikel 5, lid 2).",
            "en": "Who saw a learner's data; needed to account for access (GDPR article 5(2)).",
        },
    ),
    "roster-imports": Kind(
        1,
        24,
        12,
        {
            "nl": "Verslagen van roosterimports; nodig om fouten in de aanlevering terug te vinden.",
            "en": "Reports of roster imports; needed to trace faults in what was delivered.",
        },
    ),
    KEPT: Kind(
        0,
        84,
        60,
        {
            "nl": "De in- en uitschrijving van gewiste leerlingen: vijf jaar na vertrek (wettelijke bewaarplicht van "
            "de leerlingenadministratie; AVG artikel 17, lid 3b). 0 waar die plicht niet geldt. Geldt voor wie hierna "
            "gewist wordt.",
            "en": "Enrolment and de-registration of erased learners: five years after leaving (a legal duty; GDPR "
            "article 17(3)(b)). 0 where there is no such duty. Holds for those erased from now on.",
        },
    ),
}
OLDER = [kind for kind in KINDS if kind not in {LEARNERS, EDUCATORS, KEPT}]
"""Kinds whose term counts from when a row was made."""


def in_force(chosen: Mapping[str, int]) -> dict[str, int]:
    """The months of every kind: as chosen, or its default."""
    return {kind: chosen.get(kind, terms.default) for kind, terms in KINDS.items()}
