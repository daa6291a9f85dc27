"""Why something cannot be done with a challenge, in words for the learner or the coach."""

from eigenwijs_shared.errors import Conflict, NotFound, Problem


class UnknownChallenge(NotFound):
    """No such challenge, not of a learner in reach, or not one that the learner shows to the caller."""

    type = "unknown-challenge"
    title = {"nl": "Challenge niet gevonden", "en": "Challenge not found"}
    detail = {
        "nl": "Deze challenge bestaat niet, of niet voor jou.",
        "en": "This challenge does not exist, or not for you.",
    }


class ChallengeClosed(Conflict):
    """It was presented or stopped; what it was stays as it was."""

    type = "challenge-closed"
    title = {"nl": "Deze challenge is afgerond", "en": "This challenge is closed"}
    detail = {
        "nl": "Deze challenge is gepresenteerd of gestopt, dus hier verandert niets meer aan. Een gestopte challenge "
        "kun je weer openen (state: open); bij een gepresenteerde begin je een nieuwe.",
        "en": "This challenge was presented or stopped, so it stays as it is. A stopped one can be opened again "
        "(state: open); after a presentation, begin a new one.",
    }


class UnknownStep(NotFound):
    """No such step in the plan of this challenge."""

    type = "unknown-step"
    title = {"nl": "Stap niet gevonden", "en": "Step not found"}
    detail = {"nl": "Deze stap staat niet in het plan.", "en": "This step is not in the plan."}


class NotConfirmed(Conflict):
    """Goals count once a coach has looked at them."""

    type = "mapping-not-confirmed"
    title = {"nl": "De leerdoelen zijn nog niet bekeken", "en": "The goals were not looked at yet"}
    detail = {
        "nl": "Beoordelen kan alleen bij leerdoelen die een coach heeft bevestigd. Bevestig ze eerst met "
        "PUT /v1/challenges/{challenge_id}/mapping.",
        "en": "Only goals that a coach confirmed can be judged. Confirm them first with "
        "PUT /v1/challenges/{challenge_id}/mapping.",
    }


class CoachJudges(Problem):
    """A presentation is judged by an educator, not by the learner."""

    status = 403
    type = "coach-judges"
    title = {"nl": "Je coach beoordeelt dit", "en": "Your coach judges this"}
    detail = {
        "nl": "Jij presenteert, je coach vult de rubric in. Spreek samen een dag af.",
        "en": "You present, your coach fills in the rubric. Agree on a day together.",
    }


class WhoseChallenge(Problem):
    """A list or coverage is of one learner or of one group."""

    status = 422
    type = "whose-challenges"
    title = {"nl": "Van wie?", "en": "Whose?"}
    detail = {
        "nl": "Zeg er precies één bij: learner of group. Een leerling mag beide weglaten en ziet dan zijn eigen.",
        "en": "Say exactly one of learner and group. A learner may leave out both and sees its own.",
    }
