"""The documentation, and how one OpenAPI document is made of four."""

import json
import re
from typing import Any

import httpx2
import pytest
from jsonschema import Draft202012Validator

from eigenwijs_shared.events.envelope import EVENTS
from gateway_service.docs.merge import merge, operations


async def test_the_docs_page_loads_nothing_from_elsewhere(client: httpx2.AsyncClient) -> None:
    page = (await client.get("/docs")).text
    files = re.findall(r'(?:src|href)="([^"]+)"', page)
    answers = [await client.get(file) for file in files]
    assert len(files) == 3
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert "https://" not in page


async def test_openapi_describes_the_gateways_own_routes_too(client: httpx2.AsyncClient) -> None:
    document = (await client.get("/openapi.json")).json()
    assert document["openapi"].startswith("3.1")
    assert "post" in document["paths"]["/v1/auth/token"]


async def test_asyncapi_has_every_promised_event_and_no_loose_reference(client: httpx2.AsyncClient) -> None:
    document = (await client.get("/asyncapi.json")).json()
    references = re.findall(r'"\$ref": "#/components/(\w+)/([^"]+)"', json.dumps(document))
    assert document["asyncapi"] == "3.0.0"
    assert set(document["channels"]) == set(EVENTS)
    assert all(name in document["components"][kind] for kind, name in references)


async def test_every_event_has_its_schema(client: httpx2.AsyncClient) -> None:
    schemas = [(await client.get(f"/schemas/{kind}.json")).json() for kind in EVENTS]
    assert [Draft202012Validator.check_schema(schema) for schema in schemas] == [None] * len(EVENTS)
    assert (await client.get("/schemas/nothing.json")).status_code == 404


def document(path: str, operation: str, schemas: dict[str, Any]) -> dict[str, Any]:
    answer = {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{next(iter(schemas))}"}}}}
    get = {"operationId": operation, "responses": {"200": answer}}
    return {
        "openapi": "3.1.0", "info": {}, "paths": {path: {"get": get}}, "components": {"schemas": schemas},
    }  # fmt: skip


def test_merging_sets_apart_what_has_one_name_and_two_meanings() -> None:
    page, same = {"$ref": "#/components/schemas/Item"}, {"type": "object"}
    own = document("/v1/accounts", "get_it", {"Problem": same})
    own["paths"]["/v1/accounts"]["get"]["tags"] = ["accounts"]
    profile = document("/v1/me", "get_it", {"Page": page, "Item": {"type": "string"}, "Problem": same})
    choices = document("/v1/goals", "get_goals", {"Page": page, "Item": {"type": "integer"}, "Unused": same})
    merged = merge(own, {"profile": profile, "choices": choices})
    assert set(merged["components"]["schemas"]) == {
        "Problem", "ProfilePage", "ProfileItem", "ChoicesPage", "ChoicesItem",
    }  # fmt: skip
    ids = [operation["operationId"] for _, _, operation in operations(merged)]
    assert len(ids) == len(set(ids)) == 3


def test_merging_takes_only_what_the_door_sends_there() -> None:
    card = "/v1/learners/{learner_id}/card"
    own = {"openapi": "3.1.0", "info": {}, "paths": {}}
    choices = document(card, "get_catalogue_card", {"A": {}})
    recommend = document(card, "get_card", {"B": {}})
    recommend["paths"]["/health/live"] = recommend["paths"][card]
    merged = merge(own, {"choices": choices, "recommend": recommend})
    assert [operation["operationId"] for _, _, operation in operations(merged)] == ["get_card"]


EXPORTS = "/v1/board/exports/{dataset}"


def of_names(*names: str, **more: Any) -> dict[str, Any]:
    """A service that has the datasets of these names."""
    made = document(EXPORTS, "get_dataset", {"A": {"type": "object"}})
    dataset = {"name": "dataset", "in": "path", "required": True, "schema": {"type": "string", "enum": list(names)}}
    form = {"name": "format", "in": "query", "schema": {"enum": ["csv", "parquet"]}}
    made["paths"][EXPORTS]["get"] |= {"parameters": [dataset, form], "tags": ["board"], **more}
    return made


def test_one_path_of_three_services_is_told_once_with_all_names() -> None:
    parts = {
        "profile": of_names("schools", "attempts"),
        "choices": of_names("goals"),
        "recommend": of_names("cards", "estimates"),
    }
    merged = merge({"openapi": "3.1.0", "info": {}, "paths": {}}, parts)
    [(path, method, operation)] = operations(merged)
    dataset, form = operation["parameters"]
    assert (path, method, operation["operationId"], operation["tags"]) == (EXPORTS, "get", "get_dataset", ["board"])
    assert sorted(dataset["schema"]["enum"]) == ["attempts", "cards", "estimates", "goals", "schools"]
    assert form["schema"] == {"enum": ["csv", "parquet"]}


def test_a_service_that_tells_of_a_name_that_is_not_its_own_is_not_believed() -> None:
    parts = {"profile": of_names("schools"), "choices": of_names("goals", "attempts")}
    [(_, _, operation)] = operations(merge({"openapi": "3.1.0", "info": {}, "paths": {}}, parts))
    assert operation["parameters"][0]["schema"]["enum"] == ["schools"]


@pytest.mark.parametrize(
    "other",
    [
        of_names("goals", summary="Something else"),
        of_names("goals", parameters=of_names("goals")["paths"][EXPORTS]["get"]["parameters"][:1] * 2),
        of_names("goals", parameters=[
            of_names("goals")["paths"][EXPORTS]["get"]["parameters"][0],
            {"name": "format", "in": "query", "schema": {"enum": ["csv"]}},
        ]),
    ],
)  # fmt: skip
def test_what_two_services_say_differently_of_one_path_is_refused(other: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="two services"):
        merge({"openapi": "3.1.0", "info": {}, "paths": {}}, {"profile": of_names("schools"), "choices": other})
