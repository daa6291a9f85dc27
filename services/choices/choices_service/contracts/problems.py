"""Why something with a contract is not possible, in words for whoever tried."""

from datetime import date

from choices_service.choices.problems import DialForbids
from eigenwijs_shared.agency import Decision, Dimension
from eigenwijs_shared.errors import Conflict, Fault, Forbidden, NotFound, Problem, Sentence


class UnknownContract(NotFound):
    """No such contract, or not within the caller's reach."""

    type = "unknown-contract"
    title = {"nl": "Weektaak niet gevonden", "en": "Contract not found"}
    detail = {
        "nl": "Deze weektaak bestaat niet, of niet voor jou.",
        "en": "This contract does not exist, or not for you.",
    }


class UnknownTask(NotFound):
    """The contract has no such task."""

    type = "unknown-task"
    title = {"nl": "Taak niet gevonden", "en": "Task not found"}
    detail = {"nl": "Deze taak zit niet in de weektaak.", "en": "This task is not in the contract."}


class WeekPast(Problem):
    """The period is over."""

    status = 422
    type = "week-past"
    title = {"nl": "Deze week is al voorbij", "en": "This week is over"}
    detail = {
        "nl": "De weektaak loopt tot en met {until}, en dat is voorbij. Neem een week die nog komt of nu loopt.",
        "en": "The contract runs until {until}, which has passed. Take a week that is now or still to come.",
    }


class Overlaps(Conflict):
    """The learner has another contract in this period; `contractId` says which."""

    type = "contract-overlaps"
    title = {"nl": "Er is al een weektaak", "en": "There is a contract already"}
    detail = {
        "nl": "In deze periode loopt al een weektaak. Pas die aan, of trek haar eerst in.",
        "en": "There is a contract in this period already. Change that one, or withdraw it first.",
    }


class ContractHolds(Conflict):
    """Both have signed: what was agreed is not changed from one side."""

    type = "contract-holds"
    title = {"nl": "Deze weektaak is ondertekend", "en": "This contract is signed"}
    detail = {
        "nl": "Jullie hebben allebei getekend, dus de afspraak staat. Loopt het anders? Plan dan opnieuw (replan).",
        "en": "Both of you have signed, so it holds. Did something come up? Re-plan it then (replan).",
    }


class NotSigned(Conflict):
    """What only a signed contract can do."""

    type = "not-signed"
    title = {"nl": "Nog niet ondertekend", "en": "Not signed yet"}
    detail = {
        "nl": "Dit kan pas als jullie allebei hebben getekend. Pas tot dan gewoon het plan aan.",
        "en": "This takes both signatures. Until then simply change the plan.",
    }


class Withdrawn(Conflict):
    """There is nothing left to sign or change."""

    type = "contract-withdrawn"
    title = {"nl": "Deze weektaak is ingetrokken", "en": "This contract was withdrawn"}
    detail = {"nl": "Maak een nieuwe weektaak.", "en": "Make a new contract."}


class RevisionPast(Problem):
    """Somebody changed the plan after one read it: what would be signed is not what was read."""

    status = 412
    type = "changed-meanwhile"
    title = {"nl": "Intussen veranderd", "en": "Changed meanwhile"}
    detail = {
        "nl": "De weektaak is veranderd nadat je haar las: het is nu versie {revision}. Lees die en teken dan.",
        "en": "The contract was changed after you read it: this is revision {revision} now. Read that, then sign.",
    }


class SignedByAnother(Conflict):
    """Another educator signed first."""

    type = "signed-by-another"
    title = {"nl": "Al ondertekend", "en": "Signed already"}
    detail = {
        "nl": "Een andere leraar heeft deze weektaak net al ondertekend. Er is niets meer nodig.",
        "en": "Another educator has just signed this contract. Nothing more is needed.",
    }


class PlanDoesNotHold(Conflict):
    """Something does not fit, so there is nothing to sign yet; `errors` say what."""

    type = "plan-does-not-hold"
    title = {"nl": "Dit plan past nog niet", "en": "This plan does not fit yet"}
    detail = {
        "nl": "Zo past de week nog niet; bij errors staat wat. Vraag een voorstel (proposal) of schuif iets.",
        "en": "The week does not fit like this; errors says what. Ask for a proposal, or move something.",
    }


class NotYours(Forbidden):
    """Signing and dropping is for the two whose contract it is."""

    type = "not-yours-to-sign"
    title = {"nl": "Dit is aan leerling en leraar", "en": "This is for learner and educator"}
    detail = {
        "nl": "Een weektaak is een afspraak tussen leerling en leraar; alleen zij tekenen.",
        "en": "A contract is between learner and educator; only they sign.",
    }


_DIAL: dict[Dimension, Sentence] = {
    "topic": {
        "nl": "Je leraar bepaalt hier het onderwerp. Kies iets van je kaart, en leg je idee eens aan je leraar voor.",
        "en": "Your teacher decides on the topic here. Take something from your card, and do tell about your idea.",
    },
    "form": {
        "nl": "Je leraar bepaalt hier de werkvorm. Kies iets van je keuzekaart.",
        "en": "Your teacher decides on the form here. Take something from your card.",
    },
    "company": {
        "nl": "Je leraar bepaalt hier met wie je werkt. Vraag het je leraar.",
        "en": "Your teacher decides on company here. Ask your teacher.",
    },
    "pace": {
        "nl": "Je leraar deelt hier de week in. Laat de dagen leeg; je leraar vult ze in.",
        "en": "Your teacher plans the week here. Leave the days empty; your teacher fills them in.",
    },
    "whether": {
        "nl": "Deze taak heeft je leraar erin gezet, en die blijft staan. Vraag je leraar of het anders kan.",
        "en": "Your teacher put this task in, and it stays. Ask your teacher whether it can be otherwise.",
    },
}
_LEARNER_PLANS: Sentence = {
    "nl": "De leerling deelt hier zelf de week in. Geef een uiterste dag, of verzet eerst de regieknop.",
    "en": "The learner plans the week here. Set a due day, or move the dial first.",
}


def dial_forbids(dimension: Dimension, decision: Decision, pointer: str) -> DialForbids:
    """With where in the request, and which setting."""
    said = _LEARNER_PLANS if decision.position == "learner" else _DIAL[dimension]
    scope = decision.dial.scope if decision.dial else None
    more = {"dimension": dimension, "position": decision.position, "scope": scope}
    return DialForbids(said=said, faults=[Fault(pointer, said, "dial-forbids")], more=more)


def week_past(until: date) -> WeekPast:
    return WeekPast(until={"nl": f"{until.day}-{until.month}-{until.year}", "en": until.isoformat()})
