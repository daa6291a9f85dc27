"""What is wrong at one place of a request for a contract, and how to mend it."""

from eigenwijs_shared.errors import Fault, Sentence

UNKNOWN_TASK: Sentence = {"nl": "Deze taak zit niet in de weektaak.", "en": "This task is not in the contract."}
UNKNOWN_GOAL: Sentence = {
    "nl": "Een van deze leerdoelen bestaat hier niet.",
    "en": "One of these goals does not exist here.",
}
UNKNOWN_ACTIVITY: Sentence = {
    "nl": "Deze activiteit bestaat hier niet, of wordt niet meer aangeboden.",
    "en": "There is no such activity here, or it is not offered any more.",
}
LEFT_OUT: Sentence = {
    "nl": "Een leraar laat deze activiteit een tijdje weg; kies een andere.",
    "en": "An educator leaves this activity out for a while; take another.",
}
NOT_ON_CARD: Sentence = {
    "nl": "Deze optie staat niet op de kaart, of wordt niet meer aangeboden.",
    "en": "This option is not on the card, or is not offered any more.",
}
OUTSIDE: Sentence = {
    "nl": "Deze dag ligt buiten de weektaak; neem een dag van startsOn tot en met endsOn.",
    "en": "This day is outside the contract; take one from startsOn until endsOn.",
}
DUE_BEFORE: Sentence = {
    "nl": "De uiterste dag ligt voor het begin; neem een latere dag.",
    "en": "The due day lies before the beginning; take a later one.",
}
DUE_BY_EDUCATOR: Sentence = {
    "nl": "Deze uiterste dag heeft je leraar gezet; stuur hem mee zoals hij is, of vraag om uitstel.",
    "en": "Your teacher set this due day; send it as it is, or ask for more time.",
}
MORE_THAN_THERE_IS: Sentence = {
    "nl": "Zoveel tijd voor eigen werk is er die dag niet; neem minder, of vraag je leraar.",
    "en": "There is not so much time for own work on that day; take less, or ask your teacher.",
}
TOO_MANY: Sentence = {
    "nl": "Dit doe je met minder mensen; noem er minder, of niemand als je dit alleen of met de klas doet.",
    "en": "This is done with fewer people; name fewer, or nobody where it is done alone or with the class.",
}
NOT_IN_GROUP: Sentence = {
    "nl": "Kies iemand anders uit je eigen groep.",
    "en": "Choose somebody else of your own group.",
}
CHOOSE_ANOTHER: Sentence = {
    "nl": "Dit tweetal kan nu niet samen. Kies iemand anders, of vraag je leraar.",
    "en": "These two cannot be put together now. Choose somebody else, or ask your teacher.",
}


def of_card(pointer: str) -> Fault:
    return Fault(f"{pointer}/optionId", NOT_ON_CARD, "unknown-option")


def of_catalogue(pointer: str) -> Fault:
    return Fault(f"{pointer}/activityId", UNKNOWN_ACTIVITY, "unknown-activity")
