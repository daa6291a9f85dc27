"""A curriculum is renewed while learners are half-way, with real processes: evidence counts on, for all to read."""

import asyncio
import copy
from uuid import uuid4

import httpx2
import pytest

from demo.files import OWN_FRAMEWORK, read_json
from tests.journeys.school import Json, attempt, new_school
from tests.journeys.suite import Suite

pytestmark = [pytest.mark.xdist_group("journeys"), pytest.mark.timeout(240)]


async def goal_of(client: httpx2.AsyncClient, learner_id: str, goal_id: str, evidence: int) -> Json:
    """Mastery of that goal, as soon as it rests on so much."""
    async with asyncio.timeout(30):
        while True:
            page = (await client.get(f"/v1/learners/{learner_id}/mastery", params={"limit": 200})).json()
            found: list[Json] = [item for item in page.get("items", []) if item["goalId"] == goal_id]
            if found and found[0]["evidence"] >= evidence:
                return found[0]
            await asyncio.sleep(0.1)


def renewed(package: Json) -> tuple[Json, dict[str, str]]:
    """Every goal again under a new id, each tied to the old one; and the new ids by the old."""
    inside = copy.deepcopy(package["CFPackage"])
    ids = {item["identifier"]: str(uuid4()) for item in inside["CFItems"]}
    ids[inside["CFDocument"]["identifier"]] = str(uuid4())
    inside["CFDocument"] |= {"identifier": ids[inside["CFDocument"]["identifier"]], "title": "Leerlijnen, vernieuwd"}
    for item in inside["CFItems"]:
        item |= {"identifier": ids[item["identifier"]], "fullStatement": f"{item['fullStatement']} (vernieuwd)"}
    for link in inside["CFAssociations"]:
        ends = [link["originNodeURI"], link["destinationNodeURI"]]
        link["identifier"] = str(uuid4())
        for end in ends:
            end["identifier"] = ids.get(end["identifier"], end["identifier"])
    about = {"associationType": "replacedBy", "lastChangeDateTime": "2026-11-02T08:00:00Z"}
    for old, new in ids.items():
        ends = [{"title": "-", "identifier": one, "uri": f"urn:uuid:{one}"} for one in (old, new)]
        identifier = str(uuid4())
        said = {"identifier": identifier, "uri": f"urn:uuid:{identifier}", **about}
        inside["CFAssociations"].append({**said, "originNodeURI": ends[0], "destinationNodeURI": ends[1]})
    return {"CFPackage": inside}, ids


async def test_what_a_learner_showed_counts_on_in_the_renewed_curriculum(suite: Suite) -> None:
    async with new_school(suite) as school:
        learner_id, _ = await school.learner_and_educator(0)
        learner = await school.sign_in("learner", learner_id)
        activity = (await learner.get(f"/v1/activities/{school.activities[0]}")).json()
        old = activity["goalIds"][0]
        for _ in range(4):
            body = attempt(learner_id, activity["activityId"], right=True)
            answer = await learner.post("/v1/attempts", json=body)
            assert answer.status_code == 201, answer.text
        before = await goal_of(learner, learner_id, old, 4)

        package, ids = renewed(read_json(OWN_FRAMEWORK))
        told = (await school.door.post("/v1/frameworks/imports", package)).json()
        assert (told["renewedGoals"], told["retired"], len(told["replaces"])) == (74, 74, 1)
        after = await goal_of(learner, learner_id, ids[old], 4)
        assert [(one["goalId"], one["evidence"]) for one in after["carriedFrom"]] == [(old, 4)]
        assert (after["probability"], after["state"]) == (before["probability"], before["state"])
        moved = (await learner.get(f"/v1/activities/{activity['activityId']}")).json()
        assert ids[old] in moved["goalIds"]

        framework = told["frameworkId"]
        picture = await learner.get(f"/v1/frameworks/{framework}/graph", headers={"Accept": "image/svg+xml"})
        assert picture.text.startswith("<svg")
        async with httpx2.AsyncClient(base_url=suite.url, timeout=30) as anybody:
            path = f"/ims/case/v1p1/CFPackages/{framework}"
            assert (await anybody.get(path)).json()["imsx_codeMajor"] == "failure"
            admin = await school.sign_in("board-admin")
            await admin.put(f"/v1/frameworks/{framework}/open", json={"open": True})
            opened = await anybody.get(path)
            assert opened.json() == package["CFPackage"]
            seen = await anybody.get(path, headers={"If-None-Match": opened.headers["ETag"]})
            assert seen.status_code == 304
