"""What people ask for and is not there, or not theirs."""

from eigenwijs_shared.errors import NotFound


class UnknownGroup(NotFound):
    """No such group, or not within the caller's reach."""

    type = "unknown-group"
    title = {"nl": "Groep niet gevonden", "en": "Group not found"}
    detail = {"nl": "Deze groep bestaat niet, of niet voor jou.", "en": "This group does not exist, or not for you."}
