"""Why there is no card, and what would make one possible."""

from eigenwijs_shared.errors import NotFound, Sentence

NO_GOALS: Sentence = {
    "nl": "Er zijn nog geen leerdoelen voor {subject}. Importeer een leerplan.",
    "en": "There are no goals for {subject} yet. Import a framework.",
}
TOO_FEW: Sentence = {
    "nl": "Er zijn te weinig activiteiten voor {subject} die bij dit leerjaar passen en die de regieknop toelaat. "
    "Voeg er toe, met een andere werkvorm, een ander onderwerp of ander gezelschap.",
    "en": "There are too few activities for {subject} that fit this year and that the dial allows. "
    "Add some, in another form, on another topic or in other company.",
}
ANY: Sentence = {"nl": "dit vak", "en": "this subject"}


class NoCard(NotFound):
    """The catalogue has no card for this learner and subject."""

    type = "no-card"
    title = {"nl": "Geen keuzekaart mogelijk", "en": "No choice card possible"}
    detail = {"nl": "{said}", "en": "{said}"}


def no_card(said: Sentence, subject: str | None) -> NoCard:
    """With what is missing."""
    name: Sentence = {"nl": f"“{subject}”", "en": f"“{subject}”"} if subject else ANY
    return NoCard(said={"nl": said["nl"].format(subject=name["nl"]), "en": said["en"].format(subject=name["en"])})
