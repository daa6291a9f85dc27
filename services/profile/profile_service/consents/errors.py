"""Why a consent is not taken."""

from eigenwijs_shared.errors import Conflict, Fault, NotFound, Problem


class NotYoursToGive(Problem):
    """Below the board's age parents decide, from then on the learner."""

    status = 403
    type = "not-yours-to-give"
    title = {"nl": "Deze toestemming is niet aan jou", "en": "This consent is not yours to give"}
    detail = {
        "nl": "Tot de leeftijd die het bestuur koos (16 of ouder) geven ouders toestemming, daarna de leerling zelf.",
        "en": "Up to the age that the board chose (16 or older) parents consent, from then on the learner.",
    }


class ConsentPresent(Conflict):
    """It was given already, and not withdrawn."""

    type = "consent-present"
    title = {"nl": "Er is al toestemming", "en": "There is consent already"}
    detail = {
        "nl": "Voor dit doel is er al toestemming die niet is ingetrokken.",
        "en": "For this purpose there is consent already that was not withdrawn.",
    }


class UnknownConsent(NotFound):
    """No such consent of this learner."""

    type = "unknown-consent"
    title = {"nl": "Toestemming niet gevonden", "en": "Consent not found"}


PROOF_NEEDED = Fault(
    "#/proof",
    {
        "nl": "Zeg waar het bewijs te vinden is, zoals het formulier of wie erbij was.",
        "en": "Say where the proof is, such as the form or who was there.",
    },
    "missing",
)
