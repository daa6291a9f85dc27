"""Why a choice is not accepted, in words for the learner who made it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from eigenwijs_shared.agency import Decision, Dimension
from eigenwijs_shared.errors import Conflict, NotFound, Sentence, Unavailable


class UnknownOption(NotFound):
    """The card has no such option."""

    type = "unknown-option"
    title = {"nl": "Keuze niet gevonden", "en": "Option not found"}
    detail = {"nl": "Deze keuze staat niet op de kaart.", "en": "This option is not on the card."}


class UnknownChoice(NotFound):
    """No such choice, or of a learner out of the caller's reach."""

    type = "unknown-choice"
    title = {"nl": "Keuze niet gevonden", "en": "Choice not found"}
    detail = {"nl": "Deze keuze bestaat niet, of niet voor jou.", "en": "This choice does not exist, or not for you."}


class ChoiceStarted(Conflict):
    """It was begun, and from then on it stands."""

    type = "choice-started"
    title = {"nl": "Hier ben je al aan begonnen", "en": "This was begun already"}
    detail = {
        "nl": "Van keuze veranderen kan tot je begint, en dat is al gebeurd. Maak dit af; daarna kies je iets nieuws.",
        "en": "You may change your mind until you begin, and this was begun. Finish it, or choose something new after.",
    }


class ChoiceGone(Conflict):
    """It was taken back, or another one took its place."""

    type = "choice-gone"
    title = {"nl": "Deze keuze geldt niet meer", "en": "This choice no longer holds"}
    detail = {
        "nl": "Deze keuze is teruggenomen of er is iets anders gekozen. Kijk wat er nu gekozen is.",
        "en": "This choice was taken back, or something else was chosen. Look at what is chosen now.",
    }


class NothingToStart(Conflict):
    """An opt-out is not begun."""

    type = "nothing-to-start"
    title = {"nl": "Hier valt niets te beginnen", "en": "There is nothing to begin"}
    detail = {
        "nl": "Dit is overgeslagen. Neem deze keuze terug om het toch te doen.",
        "en": "This was skipped. Take the choice back to do it after all.",
    }


class PrerequisitesMissing(Conflict):
    """What it builds on was not shown yet."""

    type = "prerequisites-missing"
    title = {"nl": "Eerst iets anders", "en": "Something else first"}
    detail = {
        "nl": "Dit bouwt voort op: {goals}. Laat dat eerst zien; daarna kan dit ook.",
        "en": "This builds on: {goals}. Show that first; then this is possible too.",
    }


class RuleChanged(Conflict):
    """What must have been shown was changed after the card was made."""

    type = "card-outdated"
    title = {"nl": "Deze kaart is niet meer van nu", "en": "This card is out of date"}
    detail = {
        "nl": "Wat er te zien moet zijn om dit over te slaan, is veranderd nadat deze kaart werd gemaakt. Haal een "
        "nieuwe kaart op.",
        "en": "What must show before this may be skipped was changed after this card was made. Fetch a new card.",
    }


class UnknownCard(NotFound):
    """No such card, or not this learner's."""

    type = "unknown-card"
    title = {"nl": "Keuzekaart niet gevonden", "en": "Choice card not found"}
    detail = {
        "nl": "Deze keuzekaart is er niet, of is niet van deze leerling. Haal een nieuwe kaart op.",
        "en": "There is no such card, or it is not this learner's. Fetch a new card.",
    }


class CardNotHereYet(Unavailable):
    """The card was offered moments ago by a service whose news is on its way."""

    type = "card-not-here-yet"
    title = {"nl": "Je kaart is nog onderweg", "en": "Your card is on its way"}
    detail = {
        "nl": "Deze keuzekaart is nog niet bij ons binnen; er is niets veranderd. Probeer het zo nog eens.",
        "en": "This card has not reached us yet; nothing was changed. Please retry in a few seconds.",
    }


class CardOutdated(Conflict):
    """The dial was moved since, and what the card says no longer tells what is allowed."""

    type = "card-outdated"
    title = {"nl": "Deze kaart is niet meer van nu", "en": "This card is out of date"}
    detail = {
        "nl": "De regieknop is verzet nadat deze kaart werd gemaakt. Haal een nieuwe kaart op en kies daarvan.",
        "en": "The dial was moved after this card was made. Fetch a new card and choose from that.",
    }


class NoSurprise(Conflict):
    """The card has no surprise."""

    type = "no-surprise"
    title = {"nl": "Geen verrassing op deze kaart", "en": "No surprise on this card"}
    detail = {
        "nl": "Op deze kaart kun je geen verrassing kiezen. Kies een van de opties.",
        "en": "This card has no surprise to choose. Choose one of its options.",
    }


class DialForbids(Conflict):
    """The dial leaves this to the teacher; `dimension` and `position` say which setting."""

    type = "dial-forbids"
    title = {"nl": "De regieknop laat dit niet toe", "en": "The dial does not allow this"}
    detail = {"nl": "{said}", "en": "{said}"}


class EvidenceMissing(Conflict):
    """Skipping takes evidence that the goals are mastered, and there is not enough."""

    type = "evidence-missing"
    title = {"nl": "Overslaan kan nog niet", "en": "Skipping is not possible yet"}
    detail = {
        "nl": "Je mag dit overslaan als te zien is dat je het al kunt. Dat is nog niet genoeg te zien bij: {goals}.",
        "en": "You may skip this when it shows that you can do it already. It does not show enough yet for: {goals}.",
    }


_OWN_IDEA: Sentence = {
    "nl": "Je leraar bepaalt hier het onderwerp, dus een eigen idee kan nu niet. Leg het je leraar eens voor.",
    "en": "Your teacher decides on the topic here, so an idea of your own is not possible. Do put it to your teacher.",
}
_OPT_OUT: Sentence = {
    "nl": "Je leraar bepaalt hier wat je doet, dus overslaan kan nu niet. Vraag het je leraar.",
    "en": "Your teacher decides here what you do, so skipping is not possible. Ask your teacher.",
}
_SURPRISE: Sentence = {
    "nl": "Je leraar bepaalt hier wat het wordt, dus een verrassing kan nu niet. Kies een van de opties.",
    "en": "Your teacher decides here what it will be, so no surprise is possible. Choose one of the options.",
}
_OFF_CARD: Mapping[Dimension, Sentence] = {
    "form": {
        "nl": "Je leraar bepaalt hier de werkvorm. Kies van je kaart, of leg dit idee je leraar eens voor.",
        "en": "Your teacher decides on the form here. Choose from your card, or put this to your teacher.",
    },
    "topic": {
        "nl": "Je leraar bepaalt hier het onderwerp. Kies van je kaart, of leg dit idee je leraar eens voor.",
        "en": "Your teacher decides on the topic here. Choose from your card, or put this to your teacher.",
    },
    "company": {
        "nl": "Je leraar bepaalt hier met wie je werkt. Kies van je kaart, of leg dit idee je leraar eens voor.",
        "en": "Your teacher decides on the company here. Choose from your card, or put this to your teacher.",
    },
}
_SINCE: Mapping[Dimension, Sentence] = {
    "form": {
        "nl": "Je leraar bepaalt sinds kort de werkvorm, en op deze kaart staan er meer. Haal een nieuwe kaart op.",
        "en": "Your teacher decides on the form since a moment ago, and this card has several. Fetch a new card.",
    },
    "topic": {
        "nl": "Je leraar bepaalt sinds kort het onderwerp, en op deze kaart staan er meer. Haal een nieuwe kaart op.",
        "en": "Your teacher decides on the topic since a moment ago, and this card has several. Fetch a new card.",
    },
    "company": {
        "nl": "Je leraar bepaalt sinds kort met wie je werkt; deze kaart laat dat open. Haal een nieuwe kaart op.",
        "en": "Your teacher decides on your company since a moment ago, and this card has several. Fetch a new card.",
    },
}


def no_own_idea(decision: Decision) -> DialForbids:
    return _forbidden("topic", decision, _OWN_IDEA)


def no_opt_out(decision: Decision) -> DialForbids:
    return _forbidden("whether", decision, _OPT_OUT)


def no_surprise(dimension: Dimension, decision: Decision) -> DialForbids:
    return _forbidden(dimension, decision, _SURPRISE)


def no_choice_left(dimension: Dimension, decision: Decision) -> DialForbids:
    return _forbidden(dimension, decision, _SINCE[dimension])


def no_off_card(dimension: Dimension, decision: Decision) -> DialForbids:
    return _forbidden(dimension, decision, _OFF_CARD[dimension])


def _forbidden(dimension: Dimension, decision: Decision, said: Sentence) -> DialForbids:
    scope = decision.dial.scope if decision.dial else None
    return DialForbids(said=said, more={"dimension": dimension, "position": decision.position, "scope": scope})


def evidence_missing(goals: Sequence[tuple[UUID, str]], checks: Mapping[UUID, UUID]) -> EvidenceMissing:
    """`goals` are (id, title); `checks` the activity with which a goal can be shown sooner."""
    named: list[dict[str, Any]] = [
        {"goalId": str(key), "title": title, "checkId": str(checks[key]) if key in checks else None}
        for key, title in goals
    ]
    return EvidenceMissing(goals=_listed(goals), more={"missingEvidence": named})


def prerequisites_missing(goals: Sequence[tuple[UUID, str]]) -> PrerequisitesMissing:
    """`goals` are (id, title)."""
    named = [{"goalId": str(key), "title": title} for key, title in goals]
    return PrerequisitesMissing(goals=_listed(goals), more={"prerequisites": named})


def _listed(goals: Sequence[tuple[UUID, str]]) -> str:
    return "; ".join(f"“{title}”" for _, title in goals)
