"""What the gateway says when a service behind it does not."""

from collections.abc import Mapping

from eigenwijs_shared.errors import Problem, Sentence, Unavailable
from gateway_service.proxy.rules import Part

NAMES: Mapping[Part, Sentence] = {
    "profile": {"nl": "Het profiel", "en": "The profile"},
    "choices": {"nl": "De keuzecatalogus", "en": "The catalogue of choices"},
    "recommend": {"nl": "De aanbevelingen", "en": "Recommendations"},
}


class PartAway(Unavailable):
    """The service could not be reached, or the request changes nothing: safe to repeat."""

    type = "part-away"
    detail = {
        "nl": "{name}: dit onderdeel is even niet bereikbaar; er is niets veranderd. Probeer het zo nog eens.",
        "en": "{name}: this part is briefly unavailable; nothing was changed. Please retry in a few seconds.",
    }


class NoAnswer(Problem):
    """The service took the request and then fell silent: it may have been carried out."""

    status = 504
    type = "no-answer"
    title = {"nl": "Geen antwoord gekregen", "en": "No answer came"}
    detail = {
        "nl": "{name}: er kwam geen antwoord, dus we weten niet of je aanvraag is verwerkt. Stuur haar gerust "
        "opnieuw, met dezelfde Idempotency-Key of attemptId.",
        "en": "{name}: no answer came, so we do not know whether your request was carried out. It is safe to send it "
        "again with the same Idempotency-Key or attemptId.",
    }
    headers = {"Retry-After": "2"}


def part_away(part: Part) -> PartAway:
    return PartAway(name=NAMES[part])


def no_answer(part: Part) -> NoAnswer:
    return NoAnswer(name=NAMES[part])
