"""The shorter way to show a goal, in words: both who make cards offer it beside skipping, and say it alike. Pure."""

from typing import Any

from eigenwijs_shared.contracts.cards import CheckOut
from eigenwijs_shared.errors import Language, Sentence

_SHORTER: Sentence = {
    "nl": "Sneller laten zien? Kies het toetsje ‘{title}’ ({minutes} min).",
    "en": "Show it sooner? Choose the check ‘{title}’ ({minutes} min).",
}


def check_out(check: Any, minutes: int, language: Language) -> CheckOut:
    """An activity of the kind `check`, however it is held, as a card offers it; `minutes` as they are shown."""
    told = {name: getattr(check, name) for name in ("activity_id", "title", "form", "medium", "company")}
    message = _SHORTER[language].format(title=check.title.removesuffix("."), minutes=minutes)
    return CheckOut(**told, minutes=minutes, message=message)
