"""OneRoster packages as others made them: the valid ones are applied, the broken ones rejected with their codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from demo.door import Door
from tests.journeys.school import import_roster
from tests.journeys.suite import Suite

PACKAGES = Path(__file__).parents[3] / "shared" / "data" / "oneroster-csv-1.2"
INDEX = json.loads((PACKAGES / "index.json").read_text()) if PACKAGES.exists() else []

pytestmark = [
    pytest.mark.xdist_group("journeys"),
    pytest.mark.timeout(240),
    pytest.mark.skipif(not INDEX, reason=f"the OneRoster packages are not beside the project: {PACKAGES.name}"),
]


@pytest.mark.parametrize("package", INDEX, ids=[package["file"] for package in INDEX])
async def test_a_package_gets_the_outcome_it_deserves(suite: Suite, package: dict[str, Any]) -> None:
    async with Door(suite.url, suite.system_id, suite.system_secret) as system:
        await system.sign_in()
        client = (await system.post("/v1/boards", {"name": "Bestuur"})).json()["client"]
    async with Door(suite.url, client["clientId"], client["clientSecret"]) as door:
        await door.sign_in()
        outcome = await import_roster(door, (PACKAGES / str(package["file"])).read_bytes())
    assert outcome["state"] == ("applied" if package["expect"] == "valid" else "rejected")
    assert {error["code"] for error in outcome["errors"]} == set(package.get("expectedCodes", []))
