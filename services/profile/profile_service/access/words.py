"""What was seen and by whom, in words."""

from collections.abc import Mapping

from eigenwijs_shared.errors import Language, Sentence

_WHAT: Mapping[str, Sentence] = {
    "learners": {"nl": "de lijst met leerlingen", "en": "the list of learners"},
    "learner": {"nl": "naam, leerjaar en groepen", "en": "name, grade and groups"},
    "attempts": {"nl": "gemaakt werk", "en": "work done"},
    "evidence": {"nl": "waarnemingen en ander bewijs", "en": "observations and other evidence"},
    "timeline": {"nl": "de tijdlijn", "en": "the timeline"},
    "agency": {"nl": "de regieknop", "en": "the dial"},
    "card": {"nl": "de keuzekaart", "en": "the choice card"},
    "cards": {"nl": "eerdere keuzekaarten", "en": "earlier choice cards"},
    "decisions": {"nl": "uitleg bij besluiten", "en": "explanations of decisions"},
    "objections": {"nl": "tegenspraak", "en": "objections"},
    "choices": {"nl": "gemaakte keuzes", "en": "choices made"},
    "assignments": {"nl": "wat leraren klaarzetten of weglaten", "en": "what educators assign or leave out"},
    "gather": {"nl": "of de groep bij elkaar is geroepen", "en": "whether the group is called together"},
    "choice-cards": {"nl": "keuzekaarten van de groep", "en": "choice cards of the group"},
    "challenges": {"nl": "eigen vragen (challenges)", "en": "own questions (challenges)"},
    "watches": {"nl": "signalen aan leraren", "en": "signals to educators"},
    "reviews": {"nl": "wat aan herhaling toe is", "en": "what is due for review"},
    "mastery": {"nl": "de inschatting per leerdoel", "en": "the estimate per goal"},
    "aims": {"nl": "eigen doelen", "en": "own aims"},
    "talks": {"nl": "coachgesprekken", "en": "coach talks"},
    "interests": {"nl": "interesses", "en": "interests"},
    "needs": {"nl": "wat helpt", "en": "what helps"},
    "electives": {"nl": "keuzemodules", "en": "electives"},
    "preferences": {"nl": "wensen voor keuzemodules", "en": "wishes for electives"},
    "places": {"nl": "keuzemodules", "en": "electives"},
    "motivation": {"nl": "hoe het leren voelt", "en": "how learning feels"},
    "access-log": {"nl": "wie gegevens bekeek", "en": "who looked at data"},
    "consents": {"nl": "toestemmingen", "en": "consents"},
    "dossier": {"nl": "het dossier", "en": "the dossier"},
}
_ROLE: Mapping[str, Sentence] = {
    "educator": {"nl": "leraar", "en": "educator"},
    "parent": {"nl": "ouder of verzorger", "en": "parent"},
    "learner": {"nl": "leerling", "en": "learner"},
    "board-admin": {"nl": "beheerder van het bestuur", "en": "administrator of the board"},
    "sis": {"nl": "systeem van het bestuur", "en": "system of the board"},
}


def what_in_words(what: str, language: Language) -> str:
    """A kind of data that has no words yet shows its own."""
    return _WHAT.get(what, {"nl": what, "en": what})[language]


def role_in_words(role: str, language: Language) -> str:
    return _ROLE.get(role, {"nl": role, "en": role})[language]
