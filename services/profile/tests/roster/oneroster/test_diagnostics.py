from collections.abc import Callable

import pytest

from profile_service.roster.oneroster import Package, validate
from profile_service.roster.oneroster.diagnostics import diagnose
from profile_service.roster.oneroster.messages import CODES

Build = Callable[..., Package]

FACTS: dict[str, str | int] = {
    "days": 30,
    "limit": 1,
    "name": "users.csv",
    "allowed": "1.2",
    "place": 2,
    "found": 3,
    "expected": 4,
}
PROMISED = {
    *("package.missing_manifest", "package.unknown_file"),
    *("manifest.invalid_header", "manifest.file_missing", "manifest.file_unexpected"),
    *("csv.unescaped_quote", "schema.header_order_mismatch", "schema.metadata_column_position"),
    *("schema.invalid_metadata_header", "row.missing_required_value"),
    *(f"row.invalid_{kind}" for kind in ("year", "guid", "integer", "date", "datetime", "float", "enum", "boolean")),
    *("row.invalid_list", "row.field_forbidden_in_bulk", "row.field_required_in_delta"),
    *("reference.duplicate_sourced_id", "reference.missing_target_file", "reference.missing_target_record"),
    *("semantic.invalid_score_range", "semantic.invalid_score_scale_mapping"),
    "semantic.invalid_case_learning_objective_id",
}


def test_all_codes_that_are_common_among_implementations_are_there() -> None:
    assert PROMISED <= CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_a_sentence_in_both_languages(code: str) -> None:
    diagnostic = diagnose(code, "orgs.csv", 7, "type", **FACTS)

    assert diagnostic.message_nl.startswith("orgs.csv, rij 7, kolom type: ")
    assert diagnostic.message_en.startswith("orgs.csv, row 7, column type: ")
    assert diagnostic.message_nl.endswith(".")
    assert diagnostic.message_en.endswith(".")


def test_a_message_never_repeats_what_is_in_the_package(build: Build) -> None:
    package = build(
        {"users.csv": [{"sourcedId": "Jansen !", "enabledUser": "Jansen", "agentSourcedIds": "Jansen"}]},
        contents={"orgs.csv": "Jansen,Jansen\nJansen,Jansen\n"},
    )

    said = [found.message_nl + found.message_en + str(found.column) for found in validate(package).diagnostics]

    assert len(said) == 3
    assert "Jansen" not in "".join(said)


def test_diagnostics_stop_at_the_limit_but_counting_goes_on(build: Build) -> None:
    package = build({"orgs.csv": [{"sourcedId": f"o{i}", "type": "village"} for i in range(50)]})

    validation = validate(package, max_diagnostics=10)

    assert len(validation.diagnostics) == 10
    assert validation.truncated
    assert validation.counts["orgs.csv"] == 50


def test_diagnostics_come_in_the_order_of_rows(build: Build) -> None:
    courses = [{}, {"sourcedId": "two", "orgSourcedId": "nowhere"}, {"sourcedId": "three", "title": ""}]

    assert [found.row for found in validate(build({"courses.csv": courses})).diagnostics] == [3, 4]
