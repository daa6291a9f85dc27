"""What may be the matter with a dossier."""

from eigenwijs_shared.errors import Conflict, NotFound, Sentence


class UnknownDossier(NotFound):
    """No such request of this learner, or it is older than a week."""

    type = "unknown-dossier"
    title = {"nl": "Dossier niet gevonden", "en": "Dossier not found"}
    detail = {
        "nl": "Dit dossier bestaat niet (meer). Een dossier blijft een week staan; vraag zo nodig een nieuw aan.",
        "en": "This dossier does not exist (any more). A dossier stays for a week; ask for a new one if needed.",
    }


class DossierNotDone(Conflict):
    """It is still being gathered."""

    type = "dossier-not-done"
    title = {"nl": "Dossier nog niet klaar", "en": "Dossier not done yet"}
    detail = {
        "nl": "Nog niet alle onderdelen hebben hun deel ingeleverd. Probeer het zo nog eens.",
        "en": "Not every part has handed in its share yet. Please retry shortly.",
    }


FAILED: Sentence = {
    "nl": "Het dossier kon niet worden gemaakt, misschien door te weinig schijfruimte. Vraag het later opnieuw aan.",
    "en": "The dossier could not be made, perhaps for lack of disk space. Please ask for it again later.",
}
