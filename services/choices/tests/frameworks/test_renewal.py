"""A renewed framework replaces the old one: goals are tied, activities follow, and everybody is told."""

from typing import Any
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from choices_service.frameworks.renewal import taken_over

Json = dict[str, Any]


def bare(package: Json) -> Json:
    found: Json = package["CFPackage"]
    return found


def tied(kind: str, origin: str, destination: str) -> Json:
    ends = [{"title": "-", "identifier": one, "uri": f"urn:uuid:{one}"} for one in (origin, destination)]
    identifier = str(uuid4())
    return {
        "identifier": identifier, "uri": f"urn:uuid:{identifier}", "associationType": kind,
        "originNodeURI": ends[0], "destinationNodeURI": ends[1], "lastChangeDateTime": "2026-11-02T08:00:00+00:00",
    }  # fmt: skip


def ids(package: Json) -> list[str]:
    return [item["identifier"] for item in bare(package)["CFItems"]]


def document(package: Json) -> str:
    found: str = bare(package)["CFDocument"]["identifier"]
    return found


async def renew(board: Any, old: Json, new: Json) -> Any:
    path = f"/v1/frameworks/imports?replaces={document(old)}"
    answer = await board.call("POST", path, json=new)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_replaced_by_ties_goals_and_tells_of_it(board: Any, make_case: Any) -> None:
    old, new = make_case("Oud A", "Oud B"), make_case("Nieuw A", "Nieuw B")
    await board.imports(old)
    bare(new)["CFAssociations"].append(tied("replacedBy", ids(old)[0], ids(new)[0]))
    told = await renew(board, old, new)
    assert (told["replaces"], told["renewedGoals"], told["retired"]) == ([document(old)], 1, 2)
    seen = (await board.get(f"/v1/goals/{ids(new)[0]}")).json()
    assert (seen["replacesGoalIds"], [each["title"] for each in seen["replaces"]]) == ([ids(old)[0]], ["Oud A"])
    before = (await board.get(f"/v1/goals/{ids(old)[0]}")).json()
    assert (before["active"], [each["title"] for each in before["replacedBy"]]) == (False, ["Nieuw A"])
    events = {event["goalId"]: event for event in await board.told("choices.goal.changed.v1")}
    assert events[ids(new)[0]]["replacesGoalIds"] == [ids(old)[0]]
    assert events[ids(old)[0]]["active"] is False


async def test_the_old_framework_is_retired_and_points_to_the_new(board: Any, make_case: Any) -> None:
    old, new = make_case("A"), make_case("B")
    await board.imports(old)
    await renew(board, old, new)
    before = (await board.get(f"/v1/frameworks/{document(old)}")).json()
    assert (before["status"], before["replacedBy"]) == ("retired", [document(new)])
    assert (await board.get(f"/v1/frameworks/{document(new)}")).json()["replaces"] == [document(old)]


async def test_an_exact_match_is_a_renewal_only_towards_what_is_replaced(board: Any, make_case: Any) -> None:
    old, beside, new = make_case("Oud"), make_case("Ernaast"), make_case("Nieuw")
    await board.imports(old)
    await board.imports(beside)
    bare(new)["CFAssociations"] += [
        tied("exactMatchOf", ids(new)[0], ids(old)[0]), tied("exactMatchOf", ids(beside)[0], ids(new)[0]),
    ]  # fmt: skip
    await board.imports(new)
    assert (await board.get(f"/v1/goals/{ids(new)[0]}")).json()["replacesGoalIds"] == []
    path = f"/v1/frameworks/{document(new)}/replaces"
    body = {"frameworkIds": [document(old)]}
    answer = await board.call("PUT", path, json=body, headers={"If-Match": "*"})
    assert (answer.status_code, answer.json()["replaces"]) == (200, [document(old)])
    assert (await board.get(f"/v1/goals/{ids(new)[0]}")).json()["replacesGoalIds"] == [ids(old)[0]]


async def test_a_package_may_say_itself_which_framework_it_replaces(board: Any, make_case: Any) -> None:
    old, new = make_case("A"), make_case("B")
    await board.imports(old)
    bare(new)["CFAssociations"].append(tied("replacedBy", document(old), document(new)))
    assert (await board.imports(new))["replaces"] == [document(old)]


async def test_activities_follow_to_the_goal_that_replaces_theirs(board: Any, make_case: Any) -> None:
    old, new = make_case("A"), make_case("B", subject="Burgerschap")
    await board.imports(old)
    made = await board.has_activity(UUID(ids(old)[0]))
    bare(new)["CFAssociations"].append(tied("replacedBy", ids(old)[0], ids(new)[0]))
    await renew(board, old, new)
    now = (await board.get(f"/v1/activities/{made['activityId']}")).json()
    assert (now["goalIds"], now["subjects"], now["version"]) == ([ids(new)[0]], ["burgerschap"], 2)
    assert (await board.told("choices.activity.changed.v1"))[-1]["goalIds"] == [ids(new)[0]]


async def test_a_goal_is_tied_by_hand_and_what_is_open_is_listed_with_a_suggestion(board: Any, make_case: Any) -> None:
    old, new = make_case("Tellen", "Wegen", "Meten"), make_case("Tellen", "Rekenen")
    await board.imports(old)
    await renew(board, old, new)
    path = f"/v1/frameworks/{document(new)}/renewed-goals"
    first = (await board.get(f"{path}?limit=2", "board-admin")).json()
    rest = (await board.get(f"{path}?limit=2&cursor={first['nextCursor']}", "board-admin")).json()
    listed = [(each["title"], each["replacedBy"], each["suggested"]) for each in first["items"] + rest["items"]]
    assert listed == [("Tellen", [], ids(new)[0]), ("Wegen", [], None), ("Meten", [], None)]
    body = {"goalIds": ids(old)[1:]}
    answer = await board.call("PUT", f"/v1/goals/{ids(new)[1]}/replaces", json=body, headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.text
    assert sorted(answer.json()["replacesGoalIds"]) == sorted(ids(old)[1:])
    still = (await board.get(f"{path}?open=true", "board-admin")).json()["items"]
    assert [each["title"] for each in still] == ["Tellen"]
    package = (await board.get(f"/v1/frameworks/{document(new)}/package")).json()
    links = [link for link in package["CFAssociations"] if link["associationType"] == "replacedBy"]
    said = [link["originNodeURI"]["identifier"] for link in links]
    assert sorted(said) == sorted(ids(old)[1:])
    assert (await board.imports(package))["unchanged"] == 2
    assert len((await board.get(f"/v1/goals/{ids(new)[1]}")).json()["replacesGoalIds"]) == 2


async def test_a_goal_that_would_replace_itself_is_refused_by_name(board: Any, make_case: Any) -> None:
    old, new = make_case("Oud"), make_case("Nieuw")
    await board.imports(old)
    bare(new)["CFAssociations"].append(tied("replacedBy", ids(old)[0], ids(new)[0]))
    await board.imports(new)
    body = {"goalIds": [ids(new)[0]]}
    answer = await board.call("PUT", f"/v1/goals/{ids(old)[0]}/replaces", json=body, headers={"If-Match": "*"})
    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (409, "renewal-cycle")
    assert {each["title"] for each in answer.json()["cycle"]} == {"Oud", "Nieuw"}
    bare(old)["CFAssociations"].append(tied("replacedBy", ids(new)[0], ids(old)[0]))
    answer = await board.call("POST", "/v1/frameworks/imports", json=old)
    place = len(bare(old)["CFAssociations"]) - 1
    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (409, "renewal-cycle")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [f"#/CFPackage/CFAssociations/{place}"]


async def test_what_is_replaced_must_be_another_framework_of_the_board(board: Any, make_case: Any) -> None:
    one, two = make_case("A"), make_case("B")
    await board.imports(one)
    for wrong in (str(uuid4()), document(two)):
        answer = await board.call("POST", f"/v1/frameworks/imports?replaces={wrong}", json=two)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "?replaces")
    await renew(board, one, two)
    answer = await board.call("POST", f"/v1/frameworks/imports?replaces={document(two)}", json=one)
    assert answer.json()["errors"][0]["pointer"] == "?replaces"
    path = f"/v1/frameworks/{document(one)}/replaces"
    body = {"frameworkIds": [document(two)]}
    answer = await board.call("PUT", path, json=body, headers={"If-Match": "*"})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "renewal-cycle")


async def test_an_item_that_replaces_itself_is_refused(board: Any, make_case: Any) -> None:
    package = make_case("A")
    bare(package)["CFAssociations"].append(tied("replacedBy", ids(package)[0], ids(package)[0]))
    answer = await board.call("POST", "/v1/frameworks/imports", json=package)
    assert [fault["code"] for fault in answer.json()["errors"]] == ["self-reference"]


GOALS = [UUID(int=number) for number in range(6)]
LINK = st.tuples(
    st.sampled_from(["replacedBy", "exactMatchOf", "precedes"]), st.sampled_from(GOALS), st.sampled_from(GOALS)
)


@given(st.lists(LINK), st.sets(st.sampled_from(GOALS)), st.sets(st.sampled_from(GOALS)))
def test_only_goals_that_the_board_has_are_tied_and_none_to_itself(
    links: list[tuple[str, UUID, UUID]], known: set[UUID], old: set[UUID]
) -> None:
    assert all({new, before} <= known and new != before for new, before in taken_over(links, known, old))
