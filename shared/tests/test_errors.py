"""Problems speak the caller's language and never carry what was sent."""

from typing import Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from eigenwijs_shared.errors import Forbidden, NotFound, problems
from eigenwijs_shared.errors import preferred_language as preferred
from eigenwijs_shared.models import Day, Paragraph, Time
from eigenwijs_shared.sentences import fault_of, pointer_of


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "nl"),
        ("", "nl"),
        ("*", "nl"),
        ("de", "nl"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("nl,en;q=0.9", "nl"),
        ("en;q=0.3, nl;q=0.8", "nl"),
        ("en;q=rubbish", "nl"),
    ],
)
def test_the_language_is_dutch_unless_english_is_preferred(header: str | None, language: str) -> None:
    assert preferred(header) == language


def test_a_problem_has_the_members_of_rfc_9457() -> None:
    body = Forbidden(scope="roster:write").body("en", instance="/v1/x", trace_id="abc")
    assert body["type"] == "urn:eigenwijs:problem:missing-scope"
    assert (body["status"], body["instance"], body["traceId"]) == (403, "/v1/x", "abc")
    assert "roster:write" in body["detail"]


def test_a_value_may_be_a_sentence_in_two_languages() -> None:
    class Full(NotFound):
        detail = {"nl": "Geen {what}.", "en": "No {what}."}

    problem = Full(what={"nl": "plek", "en": "place"})
    assert (problem.sentence("nl"), problem.sentence("en")) == ("Geen plek.", "No place.")


class Form(BaseModel):
    score: float = Field(le=1)
    name: str = Field(max_length=3)


EDGE = "Dit is het begin of het einde van de kalender; kies een dag dichterbij."


class Told(BaseModel):
    text: Paragraph
    day: Day
    at: Time
    what: Literal["a", "b"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("text", "x" * 100_000, "Deze tekst mag hoogstens 4000 tekens hebben."),
        ("text", "", "Deze tekst moet minstens 1 tekens hebben."),
        ("text", " \n", "Hier hoort tekst; alleen spaties is te weinig."),
        ("day", "9999-12-31", EDGE),
        ("day", "0001-01-01", EDGE),
        (
            "at",
            "9999-12-31T23:59:59.999999Z",
            EDGE,
        ),
        ("at", "0001-01-01T01:00:00+01:00", EDGE),
        ("what", "c", "Kies uit: 'a' of 'b'."),
    ],
)
def test_what_is_wrong_with_a_field_is_said_as_of_that_field(field: str, value: str, said: str) -> None:
    good = {"text": "a", "day": "9999-12-30", "at": "9999-12-31T23:59:59Z", "what": "a"}
    assert Told.model_validate(good)
    with pytest.raises(ValidationError) as caught:
        Told.model_validate({**good, field: value})
    [error] = caught.value.errors()
    assert fault_of({**error, "loc": ("body", field)}).sentence["nl"] == said


def test_a_fault_says_how_to_mend_it_and_does_not_repeat_the_value() -> None:
    with pytest.raises(ValidationError) as caught:
        Form.model_validate({"score": 7, "name": "Jansen"})
    faults = [fault_of({**error, "loc": ("body", *error["loc"])}) for error in caught.value.errors()]
    assert [fault.pointer for fault in faults] == ["#/score", "#/name"]
    assert faults[0].sentence["nl"] == "Dit mag hoogstens 1.0 zijn."
    assert "Jansen" not in str(faults)


def test_pointers_name_body_query_path_and_header() -> None:
    assert pointer_of(("body", "attempts", 17, "result", "scoreScaled")) == "#/attempts/17/result/scoreScaled"
    assert pointer_of(("body", "a/b~c")) == "#/a~1b~0c"
    assert pointer_of(("query", "limit")) == "?limit"
    assert pointer_of(("path", "learner_id")) == "{learner_id}"
    assert pointer_of(("header", "Idempotency-Key")) == "Idempotency-Key:"


def test_a_route_declares_its_problems_once_per_status() -> None:
    class Other(NotFound):
        type = "other"

    declared = problems(NotFound, Other)
    assert "not-found" in declared[404]["description"]
    assert "other" in declared[404]["description"]
    assert {401, 403, 404, 422} == set(declared)
