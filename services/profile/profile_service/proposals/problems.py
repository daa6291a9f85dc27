"""What can be in the way of a proposal, or of an answer to one."""

from collections.abc import Mapping

from eigenwijs_shared.errors import Conflict, NotFound, Sentence


class UnknownProposal(NotFound):
    type = "unknown-proposal"
    title = {"nl": "Voorstel niet gevonden", "en": "Proposal not found"}
    detail = {
        "nl": "Dit voorstel bestaat niet, of niet voor jou.",
        "en": "This proposal does not exist, or not for you.",
    }


class AlreadySo(Conflict):
    """What is proposed holds already."""

    type = "already-so"
    title = {"nl": "Dat staat al zo", "en": "It stands so already"}
    detail = {
        "nl": "Dit staat al zo: {dimensions}. Stel alleen voor wat anders moet.",
        "en": "This stands so already: {dimensions}. Propose only what should change.",
    }


class AlreadyProposed(Conflict):
    """There is an open proposal about the same."""

    type = "already-proposed"
    title = {"nl": "Er ligt al een voorstel", "en": "There is a proposal already"}
    detail = {
        "nl": "Hierover ligt al een voorstel open. Beantwoord dat eerst, of trek het in.",
        "en": "There is an open proposal about this. Answer it first, or withdraw it.",
    }


class OwnProposal(Conflict):
    """Who proposes does not also decide."""

    type = "own-proposal"
    title = {"nl": "Dit is je eigen voorstel", "en": "This is your own proposal"}
    detail = {
        "nl": "Dit voorstel komt van jouw kant; nu is de ander aan zet. Intrekken kan wel.",
        "en": "This proposal comes from your side; it is for the other to answer. You may withdraw it.",
    }


class NotYourProposal(Conflict):
    """Only the side that proposed can withdraw."""

    type = "not-your-proposal"
    title = {"nl": "Dit is niet jouw voorstel", "en": "This is not your proposal"}
    detail = {
        "nl": "Intrekken doet wie het voorstelde. Jij kunt het aannemen of afwijzen.",
        "en": "Who proposed it may withdraw it. You may accept or decline it.",
    }


class NoLongerOpen(Conflict):
    """It was answered before, or its time is over."""

    type = "proposal-closed"
    title = {"nl": "Dit voorstel is niet meer open", "en": "This proposal is no longer open"}
    detail = {
        "nl": "Dit voorstel is {state}. Doe zo nodig een nieuw voorstel.",
        "en": "This proposal is {state}. Make a new one if need be.",
    }


class DialMoved(NoLongerOpen):
    """The dial moved in one of its dimensions since it was made."""

    type = "dial-moved-since"
    detail = {
        "nl": "De regieknop is sinds dit voorstel verzet, dus het past niet meer. Doe zo nodig een nieuw voorstel.",
        "en": "The dial has moved since, so this proposal no longer fits. Make a new one if need be.",
    }


STATES: Mapping[str, Sentence] = {
    "accepted": {"nl": "al aangenomen", "en": "accepted already"},
    "declined": {"nl": "afgewezen", "en": "declined"},
    "withdrawn": {"nl": "ingetrokken", "en": "withdrawn"},
    "expired": {"nl": "verlopen", "en": "expired"},
}
DIMENSIONS: Mapping[str, Sentence] = {
    "form": {"nl": "werkvorm", "en": "form"},
    "whether": {"nl": "wel of niet", "en": "whether"},
    "topic": {"nl": "onderwerp", "en": "topic"},
    "pace": {"nl": "tempo", "en": "pace"},
    "company": {"nl": "samenwerking", "en": "company"},
}
