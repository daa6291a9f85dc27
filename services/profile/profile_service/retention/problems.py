"""Why terms or a run are refused."""

from eigenwijs_shared.errors import Conflict, Fault, Invalid, NotFound, Sentence
from profile_service.retention.rules import Kind


class DryRunFirst(Conflict):
    """Nothing is deleted that nobody has seen counted."""

    type = "dry-run-first"
    title = {"nl": "Eerst proefdraaien", "en": "A dry run first"}
    detail = {
        "nl": "Met deze termijnen is nog niet proefgedraaid. Doe dat eerst met dryRun=true en kijk wat er weggaat.",
        "en": "There was no dry run with these terms yet. Do one first with dryRun=true, and look at what would go.",
    }


class UnknownRun(NotFound):
    type = "unknown-run"
    title = {"nl": "Ronde niet gevonden", "en": "Run not found"}
    detail = {"nl": "Deze ronde is niet bekend bij dit bestuur.", "en": "This board knows no such run."}


def out_of_bounds(kind: str, terms: Kind) -> Invalid:
    sentence: Sentence = {
        "nl": f"Dit moet {terms.least} tot en met {terms.most} maanden zijn.",
        "en": f"This must be from {terms.least} to {terms.most} months.",
    }
    return Invalid(faults=[Fault(f"#/months/{kind}", sentence, "out-of-bounds")])
