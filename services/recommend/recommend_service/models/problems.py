"""Why a version is not put to work."""

from eigenwijs_shared.errors import Conflict, NotFound


class UnknownModel(NotFound):
    """The board has no such version."""

    type = "unknown-model"
    title = {"nl": "Modelversie niet gevonden", "en": "Model version not found"}
    detail = {
        "nl": "Deze versie bestaat niet voor dit bestuur; GET /v1/models noemt welke er zijn.",
        "en": "This version does not exist for this board; GET /v1/models says which there are.",
    }


class ModelBlocked(Conflict):
    """A subgroup would be served worse, or predictions are off: nobody can override that."""

    type = "model-blocked"
    title = {"nl": "Deze versie mag niet in gebruik", "en": "This version may not be put to use"}
    detail = {
        "nl": "Versie {version} haalt de grens niet: {why}. Verzamel meer gegevens en laat opnieuw een model maken.",
        "en": "Version {version} is beyond the limit: {why}. Gather more data and have a model fitted again.",
    }


class ModelUnmeasured(Conflict):
    """Subgroups were named after it was fitted."""

    type = "model-unmeasured"
    title = {"nl": "Deze versie is nog niet getoetst", "en": "This version is not checked yet"}
    detail = {
        "nl": "Voor {names} is versie {version} niet getoetst. Laat opnieuw een model maken; dat wordt wel getoetst.",
        "en": "Version {version} was not checked for {names}. Have a model fitted again; that one will be.",
    }


class ModelUnusable(Conflict):
    """Its file is damaged, or of another version of this software."""

    type = "model-unusable"
    title = {"nl": "Deze versie is niet te gebruiken", "en": "This version cannot be used"}
    detail = {
        "nl": "Het bestand van versie {version} is beschadigd, of van een andere Eigenwijs. Maak een nieuwe.",
        "en": "The file of version {version} is damaged, or made by another version of Eigenwijs. Fit a new one.",
    }


class NothingBefore(Conflict):
    """Day one is in use already."""

    type = "no-earlier-model"
    title = {"nl": "Er is geen eerdere versie", "en": "There is no earlier version"}
    detail = {
        "nl": "De versie zonder iets geleerds is in gebruik; daarvoor was er geen.",
        "en": "The version with nothing fitted is in use; there was none before.",
    }
