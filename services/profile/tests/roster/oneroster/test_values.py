from collections.abc import Callable

import pytest

from profile_service.roster.oneroster import Package, list_items, validate

Build = Callable[..., Package]


@pytest.mark.parametrize(
    ("file", "column", "value", "code"),
    [
        ("users.csv", "enabledUser", "yes", "row.invalid_boolean"),
        ("users.csv", "enabledUser", "True", "row.invalid_boolean"),
        ("users.csv", "familyName", "", "row.missing_required_value"),
        ("users.csv", "familyName", "  ", "row.missing_required_value"),
        ("users.csv", "grades", "groep-5,,groep-6", "row.invalid_list"),
        ("users.csv", "agentSourcedIds", "user,not an id", "row.invalid_guid"),
        ("orgs.csv", "sourcedId", "", "row.missing_required_value"),
        ("orgs.csv", "sourcedId", "bad id", "row.invalid_guid"),
        ("orgs.csv", "sourcedId", "x" * 256, "row.invalid_guid"),
        ("orgs.csv", "type", "village", "row.invalid_enum"),
        ("orgs.csv", "type", "ext:", "row.invalid_enum"),
        ("roles.csv", "roleType", "ext:third", "row.invalid_enum"),
        ("resources.csv", "roles", "student,pupil", "row.invalid_enum"),
        ("academicSessions.csv", "schoolYear", "20X5", "row.invalid_year"),
        ("academicSessions.csv", "schoolYear", "\u0662\u0660\u0662\u0665", "row.invalid_year"),
        ("academicSessions.csv", "startDate", "2025-02-29", "row.invalid_date"),
        ("academicSessions.csv", "startDate", "01-08-2025", "row.invalid_date"),
        ("academicSessions.csv", "startDate", "2025-08-01\n", "row.invalid_date"),
        ("categories.csv", "weight", "1.5", "row.invalid_integer"),
        ("lineItems.csv", "resultValueMin", "1,5", "row.invalid_float"),
        ("lineItems.csv", "resultValueMin", "nan", "row.invalid_float"),
        ("lineItems.csv", "resultValueMin", "1e999", "row.invalid_float"),
        ("scoreScales.csv", "scoreScaleValue", "{A:94},,", "row.invalid_list"),
    ],
)
def test_a_wrong_value_is_placed(build: Build, file: str, column: str, value: str, code: str) -> None:
    (diagnostic,) = validate(build({file: [{column: value}]})).diagnostics

    assert (diagnostic.code, diagnostic.file) == (code, file)
    assert (diagnostic.row, diagnostic.column) == (2, column)


@pytest.mark.parametrize(
    ("file", "column", "value"),
    [
        ("orgs.csv", "type", "ext:samenwerkingsverband"),
        ("resources.csv", "roles", "student, ext:mentor"),
        ("categories.csv", "weight", "-3"),
        ("lineItems.csv", "resultValueMin", "-1.5e2"),
        ("lineItems.csv", "resultValueMin", "0"),
        ("academicSessions.csv", "endDate", "2028-02-29"),
        ("users.csv", "agentSourcedIds", "user, user"),
        ("users.csv", "middleName", "   "),
        ("scoreScales.csv", "scoreScaleValue", "{A:94}"),
    ],
)
def test_a_right_value_is_accepted(build: Build, file: str, column: str, value: str) -> None:
    assert validate(build({file: [{column: value}]})).is_valid


@pytest.mark.parametrize("column", ["status", "dateLastModified"])
def test_bulk_rows_leave_the_lifecycle_blank(build: Build, column: str) -> None:
    (diagnostic,) = validate(build({"orgs.csv": [{column: "active"}]})).diagnostics

    assert (diagnostic.code, diagnostic.column) == ("row.field_forbidden_in_bulk", column)


@pytest.mark.parametrize("column", ["status", "dateLastModified"])
def test_delta_rows_need_the_lifecycle(build: Build, column: str) -> None:
    (diagnostic,) = validate(build({"orgs.csv": [{column: ""}]}, mode="delta")).diagnostics

    assert (diagnostic.code, diagnostic.column) == ("row.field_required_in_delta", column)


@pytest.mark.parametrize("moment", ["2025-09-01T10:00:00.000Z", "2025-09-01T10:00:00Z", "2025-09-01T12:00:00.5+02:00"])
def test_a_moment_may_be_written_in_any_unambiguous_way(build: Build, moment: str) -> None:
    assert validate(build({"orgs.csv": [{"dateLastModified": moment}]}, mode="delta")).is_valid


@pytest.mark.parametrize(
    "moment", ["2025-09-01", "2025-09-01T10:00:00", "2025-09-01T25:00:00Z", "2025-13-01T10:00:00Z"]
)
def test_a_moment_without_zone_or_that_never_was_is_refused(build: Build, moment: str) -> None:
    (diagnostic,) = validate(build({"orgs.csv": [{"dateLastModified": moment}]}, mode="delta")).diagnostics

    assert diagnostic.code == "row.invalid_datetime"


def test_a_status_is_active_or_tobedeleted(build: Build) -> None:
    (diagnostic,) = validate(build({"orgs.csv": [{"status": "inactive"}]}, mode="delta")).diagnostics

    assert (diagnostic.code, diagnostic.column) == ("row.invalid_enum", "status")


def test_a_lowest_score_above_the_highest_is_refused(build: Build) -> None:
    (diagnostic,) = validate(build({"lineItems.csv": [{"resultValueMin": "10", "resultValueMax": "9"}]})).diagnostics

    assert (diagnostic.code, diagnostic.column) == ("semantic.invalid_score_range", "resultValueMin")


@pytest.mark.parametrize("scale", ["A:94", "{A94}", "{A:B:C}", "{:A}", "{A:}", "{A:94},B"])
def test_a_score_scale_maps_values_to_scores(build: Build, scale: str) -> None:
    (diagnostic,) = validate(build({"scoreScales.csv": [{"scoreScaleValue": scale}]})).diagnostics

    assert (diagnostic.code, diagnostic.column) == ("semantic.invalid_score_scale_mapping", "scoreScaleValue")


@pytest.mark.parametrize("file", ["lineItemLearningObjectiveIds.csv", "resultLearningObjectiveIds.csv"])
def test_a_learning_objective_of_case_is_a_uuid(build: Build, file: str) -> None:
    (diagnostic,) = validate(build({file: [{"source": "case"}]})).diagnostics

    assert (diagnostic.code, diagnostic.file) == ("semantic.invalid_case_learning_objective_id", file)


@pytest.mark.parametrize("prefix", ["urn:uuid:", ""])
def test_a_learning_objective_of_case_may_be_a_urn_or_bare(build: Build, prefix: str) -> None:
    goal = {"source": "case", "learningObjectiveId": f"{prefix}1B4E28BA-2fa1-11d2-883f-0016d3cca427"}

    assert validate(build({"resultLearningObjectiveIds.csv": [goal]})).is_valid


def test_a_blank_list_has_no_items() -> None:
    assert list_items("") == []
    assert list_items("a, b") == ["a", "b"]
