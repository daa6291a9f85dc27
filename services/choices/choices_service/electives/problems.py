"""Why a round of electives is not accepted, or not to be had."""

from eigenwijs_shared.errors import Conflict, NotFound


class UnknownElective(NotFound):
    """No such round, or not for this caller."""

    type = "unknown-elective"
    title = {"nl": "Keuzeronde niet gevonden", "en": "Elective not found"}
    detail = {"nl": "Deze keuzeronde bestaat niet, of niet voor jou.", "en": "No such elective, or not for you."}


class GroupsOutOfReach(NotFound):
    """It is for groups too that the caller does not have, so it is the board's to change."""

    type = "groups-out-of-reach"
    title = {"nl": "Niet alle groepen zijn van jou", "en": "Not all groups are yours"}
    detail = {
        "nl": "Deze keuzeronde is voor groepen die je niet (allemaal) hebt. Vraag het een beheerder van je bestuur.",
        "en": "This elective is for groups that you do not (all) have. Ask an administrator of your board.",
    }


class UnknownModule(NotFound):
    """The round has no such module in that period."""

    type = "unknown-module"
    title = {"nl": "Module niet gevonden", "en": "Module not found"}
    detail = {
        "nl": "Deze module is er niet in deze periode van de keuzeronde.",
        "en": "There is no such module in this period of the elective.",
    }


class UnknownPeriod(NotFound):
    """The round has no such period."""

    type = "unknown-period"
    title = {"nl": "Periode niet gevonden", "en": "Period not found"}
    detail = {"nl": "Deze keuzeronde heeft die periode niet.", "en": "This elective has no such period."}


class ModuleCycle(Conflict):
    """Each of these modules would have to be followed before itself."""

    type = "module-cycle"
    title = {"nl": "De volgorde van de modules loopt rond", "en": "The order of the modules goes round"}
    detail = {
        "nl": "Zo zou een module vóór zichzelf komen: {path}. Haal één van deze stappen weg.",
        "en": "This way a module would come before itself: {path}. Take away one of these steps.",
    }


class ModuleWished(Conflict):
    """Learners have chosen it, so it cannot silently go."""

    type = "module-wished"
    title = {"nl": "Er is al voor gekozen", "en": "It was chosen already"}
    detail = {
        "nl": "Leerlingen hebben {titles} al op hun lijst. Zet cancelled op true als die niet doorgaat: dan lezen zij "
              "waarom.",
        "en": "Learners have {titles} on their list. Set cancelled to true if it is not to run: then they read why.",
    }  # fmt: skip


class AlreadyPublished(Conflict):
    """Places were published; that happens once."""

    type = "already-published"
    title = {"nl": "De indeling is al gepubliceerd", "en": "The places are published already"}
    detail = {
        "nl": "De plekken van deze keuzeronde zijn al bekendgemaakt, en dat gebeurt één keer. Verander nu losse "
              "plekken via /places, of het aantal plekken van een module.",
        "en": "The places of this elective were published, which happens once. Change single places by /places "
              "now, or how many places a module has.",
    }  # fmt: skip


class NotPublished(NotFound):
    """There are no places yet."""

    type = "not-published"
    title = {"nl": "Er is nog geen indeling", "en": "There are no places yet"}
    detail = {
        "nl": "De plekken van deze keuzeronde zijn nog niet bekendgemaakt.",
        "en": "The places of this elective have not been published yet.",
    }
