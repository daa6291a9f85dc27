"""When there is nothing to offer: say what is missing, so that somebody can mend it."""

from eigenwijs_shared.errors import NotFound, Sentence
from recommend_service.cards.picture import Picture
from recommend_service.catalogue.fit import fits, is_practised


class NoCard(NotFound):
    """The catalogue has nothing for this learner; `missing` says what it needs."""

    type = "no-card"
    title = {"nl": "Nog geen keuzekaart", "en": "No choice card yet"}
    detail = {"nl": "Er is nog geen keuzekaart te maken: {missing}", "en": "No choice card can be made yet: {missing}"}


LEFT_OUT: Sentence = {
    "nl": "een leraar heeft alles weggelaten wat nu past. Laat weer iets toe, of voeg activiteiten toe.",
    "en": "an educator has left out everything that fits now. Allow something again, or add activities.",
}


def what_is_missing(picture: Picture, subject: str | None) -> Sentence:
    """The first thing that stands in the way, in words for whoever keeps the catalogue. Pure."""
    catalogue = picture.catalogue
    goals = [one for one in catalogue.goals.values() if is_practised(one) and subject in {None, one.subject}]
    if not goals:
        return {
            "nl": "er zijn nog geen leerdoelen om aan te werken. Importeer een leerplan.",
            "en": "there are no learning goals to work on yet. Import a framework.",
        }
    own = [one for one in goals if fits(one, picture.grades)]
    if not own:
        grades = ", ".join(sorted(picture.grades))
        return {
            "nl": f"er zijn nog geen leerdoelen voor {grades}. Voeg leerdoelen toe, of kies een ander vak.",
            "en": f"there are no learning goals for {grades} yet. Add some, or choose another subject.",
        }
    if not any(one.goal_id in catalogue.practicable for one in own):
        return {
            "nl": "er zijn nog geen activiteiten bij de leerdoelen van deze leerling. Voeg ze toe.",
            "en": "there are no activities for the goals of this learner yet. Add some.",
        }
    if picture.decided.excluded:
        left_out = [one for one in catalogue.activities if one.activity_id in picture.decided.excluded]
        if any(picture.frontier.issuperset(one.goal_ids) for one in left_out):
            return LEFT_OUT
    before = sorted(
        catalogue.goals[one].title for one in picture.own_goals & picture.frontier if one not in catalogue.practicable
    )
    names = ", ".join(f"‘{title}’" for title in before[:3])
    return {
        "nl": f"eerst komt {names}, en daar zijn nog geen activiteiten voor. Voeg ze toe."
        if names
        else "de activiteiten die er zijn vragen voorkennis die hier niet te oefenen is. Voeg activiteiten toe.",
        "en": f"first comes {names}, for which there are no activities yet. Add some."
        if names
        else "the activities that exist ask for what cannot be practised here. Add activities.",
    }
