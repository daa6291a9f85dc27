"""What pydantic finds wrong, as a sentence in Dutch and English that says how to mend it; never the value itself."""

from collections.abc import Mapping
from typing import Any

from eigenwijs_shared.errors import Fault, Sentence
from eigenwijs_shared.models import NOT_BLANK

_SENTENCES: Mapping[str, Sentence] = {
    "missing": {"nl": "Dit veld ontbreekt; vul het in.", "en": "This field is missing; fill it in."},
    "extra_forbidden": {"nl": "Dit veld kennen we hier niet; laat het weg.", "en": "Unknown field; leave it out."},
    "uuid_parsing": {"nl": "Dit is geen geldige UUID.", "en": "This is not a valid UUID."},
    "uuid_type": {"nl": "Dit is geen geldige UUID.", "en": "This is not a valid UUID."},
    "int_type": {"nl": "Hier hoort een geheel getal.", "en": "This takes a whole number."},
    "int_parsing": {"nl": "Hier hoort een geheel getal.", "en": "This takes a whole number."},
    "int_from_float": {"nl": "Hier hoort een geheel getal.", "en": "This takes a whole number."},
    "float_type": {"nl": "Hier hoort een getal.", "en": "This takes a number."},
    "bool_type": {"nl": "Hier hoort true of false.", "en": "This takes true or false."},
    "string_type": {"nl": "Hier hoort tekst.", "en": "This takes text."},
    "string_unicode": {"nl": "Deze tekst bevat ongeldige tekens.", "en": "This text has invalid characters."},
    "list_type": {"nl": "Hier hoort een lijst.", "en": "This takes a list."},
    "dict_type": {"nl": "Hier hoort een object.", "en": "This takes an object."},
    "model_attributes_type": {"nl": "Hier hoort een object.", "en": "This takes an object."},
    "model_type": {"nl": "Hier hoort een object.", "en": "This takes an object."},
    "literal_error": {"nl": "Kies uit: {expected}.", "en": "Choose one of: {expected}."},
    "enum": {"nl": "Kies uit: {expected}.", "en": "Choose one of: {expected}."},
    "greater_than_equal": {"nl": "Dit moet minstens {ge} zijn.", "en": "This must be at least {ge}."},
    "greater_than": {"nl": "Dit moet meer dan {gt} zijn.", "en": "This must be more than {gt}."},
    "less_than_equal": {"nl": "Dit mag hoogstens {le} zijn.", "en": "This may be at most {le}."},
    "less_than": {"nl": "Dit moet minder dan {lt} zijn.", "en": "This must be less than {lt}."},
    "finite_number": {"nl": "Hier hoort een eindig getal.", "en": "This takes a finite number."},
    "string_too_short": {
        "nl": "Deze tekst moet minstens {min_length} tekens hebben.",
        "en": "This text needs at least {min_length} characters.",
    },
    "string_too_long": {
        "nl": "Deze tekst mag hoogstens {max_length} tekens hebben.",
        "en": "This text may have at most {max_length} characters.",
    },
    "blank": {"nl": "Hier hoort tekst; alleen spaties is te weinig.", "en": "This takes text; spaces alone are none."},
    "string_pattern_mismatch": {
        "nl": "Deze tekst heeft niet de goede vorm ({pattern}).",
        "en": "This text is not of the right form ({pattern}).",
    },
    "too_short": {
        "nl": "Hier horen er minstens {min_length} in; het zijn er {actual_length}.",
        "en": "This takes at least {min_length}; there are {actual_length}.",
    },
    "too_long": {
        "nl": "Hier mogen er hoogstens {max_length} in; stuur de rest apart.",
        "en": "This takes at most {max_length}; send the rest separately.",
    },
    "date_form": {
        "nl": "Hier hoort een dag als 2026-11-23.",
        "en": "This takes a day such as 2026-11-23.",
    },
    "time_form": {
        "nl": "Hier hoort een tijd als 2026-11-23T09:30:00Z (RFC 3339, met tijdzone).",
        "en": "This takes a time such as 2026-11-23T09:30:00Z (RFC 3339, with its zone).",
    },
    "edge_of_calendar": {
        "nl": "Dit is het begin of het einde van de kalender; kies een dag dichterbij.",
        "en": "This is where the calendar begins or ends; choose a day nearer by.",
    },
    "time_in_future": {
        "nl": "Deze tijd ligt in de toekomst; dat mag hoogstens vijf minuten schelen.",
        "en": "This time lies in the future; five minutes' difference is the most.",
    },
    "ends_before_it_begins": {
        "nl": "Het einde (validUntil) moet na het begin (validFrom) liggen.",
        "en": "The end (validUntil) must lie after the beginning (validFrom).",
    },
    "slot_ends_first": {
        "nl": "Het einde (ends) moet na het begin (starts) liggen.",
        "en": "The end (ends) must lie after the beginning (starts).",
    },
    "one_source": {
        "nl": "Geef precies één van taskId, cardId met optionId, activityId en ownIdea.",
        "en": "Give exactly one of taskId, cardId with optionId, activityId and ownIdea.",
    },
    "days_in_order": {
        "nl": "Zet de dagen op volgorde, elke dag één keer.",
        "en": "Give the days in order, each once.",
    },
    "period_form": {
        "nl": "Een weektaak duurt van startsOn tot en met endsOn, hoogstens zes weken.",
        "en": "A contract lasts from startsOn until endsOn, six weeks at most.",
    },
    "replan_form": {
        "nl": "Geef bij illness de dagen (days), bij dropped-task de taken (taskIds), en anders geen van beide.",
        "en": "Give days with illness, taskIds with dropped-task, and neither otherwise.",
    },
    "multiple_of": {
        "nl": "Dit moet een veelvoud van {multiple_of} zijn.",
        "en": "This must be a multiple of {multiple_of}.",
    },
    "json_invalid": {"nl": "Dit is geen geldige JSON.", "en": "This is not valid JSON."},
}
_TIMES = {
    "timezone_aware",
    "datetime_type",
    "datetime_parsing",
    "datetime_from_date_parsing",
    "datetime_object_invalid",
}
_OF_TEXT = {"too_long": "string_too_long", "too_short": "string_too_short"}
"""A text that was checked before its length is measured as a list would be; nobody can send the rest of it apart."""
_ELSE: Sentence = {"nl": "Deze waarde klopt niet.", "en": "This value is not valid."}


def fault_of(error: Mapping[str, Any]) -> Fault:
    """One pydantic error as a fault: a JSON pointer for the body, `?name` for a parameter, and its sentence."""
    kind = str(error["type"])
    context = {key: str(value) for key, value in error.get("ctx", {}).items()}
    kind = "time_form" if kind in _TIMES else kind
    if kind in _OF_TEXT and isinstance(error.get("input"), str):
        kind = _OF_TEXT[kind]
    if context.get("pattern") == NOT_BLANK:
        kind = "blank"
    sentence = _SENTENCES.get(kind, _ELSE)
    context.setdefault("actual_length", "?")
    in_dutch = {**context, "expected": context.get("expected", "").replace("' or '", "' of '")}
    filled: Sentence = {"nl": sentence["nl"].format(**in_dutch), "en": sentence["en"].format(**context)}
    return Fault(pointer_of(error["loc"]), filled, kind)


def pointer_of(location: tuple[int | str, ...]) -> str:
    """('body', 'result', 'scoreScaled') → `#/result/scoreScaled`; ('query', 'limit') → `?limit`."""
    where, *steps = location or ("body",)
    if where == "body":
        return "#" + "".join(f"/{_escaped(step)}" for step in steps)
    name = ".".join(str(step) for step in steps)
    return {"query": f"?{name}", "path": f"{{{name}}}", "header": f"{name}:"}.get(str(where), f"#/{name}")


def _escaped(step: int | str) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")[:100]
