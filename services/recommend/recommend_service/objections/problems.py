"""Why an objection is not taken, decided or withdrawn; each says what to do."""

from eigenwijs_shared.errors import Conflict, NotFound, Problem


class UnknownObjection(NotFound):
    """No such objection, or about a learner out of the caller's reach."""

    type = "unknown-objection"
    title = {"nl": "Tegenspraak niet gevonden", "en": "Objection not found"}
    detail = {
        "nl": "Deze tegenspraak bestaat niet, of niet voor jou.",
        "en": "This objection does not exist, or not for you.",
    }


class UnknownContested(NotFound):
    """No such goal, card or watch of this learner that the caller can see."""

    type = "unknown-contested"
    title = {"nl": "Wat je betwist is niet gevonden", "en": "What you contest was not found"}
    detail = {
        "nl": "Dit leerdoel, deze kaart of dit signaal is er niet voor deze leerling. Neem het nummer uit wat je zag.",
        "en": "This goal, card or watch does not exist for this learner. Take the id from what you saw.",
    }


class NothingToContest(Conflict):
    """The alarm was closed before."""

    type = "nothing-to-contest"
    title = {"nl": "Dit signaal is al gesloten", "en": "This watch is closed already"}
    detail = {
        "nl": "Het signaal is al gesloten, dus niemand hoeft er nog iets mee. Gaat het om de inschatting van een "
        "leerdoel? Betwist dan dat doel (goalId).",
        "en": "The watch is closed already, so nothing follows from it any more. Is it about the estimate of a goal? "
        "Then contest that goal (goalId).",
    }


class ObjectionOpen(Conflict):
    """Somebody contests the same already; `objectionId` says where."""

    type = "objection-open"
    title = {"nl": "Hier loopt al een tegenspraak over", "en": "There is an open objection about this"}
    detail = {
        "nl": "Over hetzelfde is al een tegenspraak open ({objection_id}). Wacht op het besluit, of trek die eerst in.",
        "en": "There is an open objection about the same ({objection_id}). Await its decision, or withdraw it first.",
    }


class ObjectionClosed(Conflict):
    """It was decided or withdrawn before."""

    type = "objection-closed"
    title = {"nl": "Deze tegenspraak is al afgerond", "en": "This objection is closed"}
    detail = {
        "nl": "Deze tegenspraak is al beslist of ingetrokken; er is niets veranderd. Toch niet eens? Maak een nieuwe.",
        "en": "This objection was decided or withdrawn already; nothing was changed. Still not right? Raise a new one.",
    }


class NotYoursToWithdraw(Problem):
    """Who raised it withdraws it."""

    status = 403
    type = "not-yours-to-withdraw"
    title = {"nl": "Deze trek jij niet in", "en": "This is not yours to withdraw"}
    detail = {
        "nl": "Alleen wie de tegenspraak maakte, trekt die in. Een leraar neemt er een besluit over.",
        "en": "Only who raised the objection withdraws it. An educator decides on it.",
    }


class NeedsEvidence(Conflict):
    """A model is corrected by evidence made after the objection, never by hand."""

    type = "objection-needs-evidence"
    title = {"nl": "Eerst bewijs, dan het besluit", "en": "Evidence first, then the decision"}
    detail = {
        "nl": "Er is nog geen bewijs van na deze tegenspraak, of niet met dit nummer. {ask} Een leraar kan ook "
        "opschrijven wat die zag: POST /v1/learners/{learner_id}/evidence met kind observation en goalIds "
        "[{goal_ids}]. Is dat net gebeurd? Probeer het dan zo nog eens.",
        "en": "There is no evidence from after this objection yet, or none with this id. {ask} An educator can also "
        "write down what was seen: POST /v1/learners/{learner_id}/evidence with kind observation and goalIds "
        "[{goal_ids}]. Did that happen just now? Then try again in a moment.",
    }
