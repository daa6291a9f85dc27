"""A pull leaves the roster as the student system has it: whole, or what changed."""

from typing import Any
from uuid import uuid4

from hypothesis import HealthCheck, Phase, given, settings
from services.profile.tests.connector.described import Json, ref, rosters
from services.profile.tests.connector.sis import LATER, enrolled, person, thing


async def test_a_full_pull_makes_the_roster_that_the_system_has(connecting: Any, sis: Any) -> None:
    done = await connecting.sync()
    assert (done["state"], done["mode"]) == ("done", "full"), done
    assert done["fetched"] == {key: len(items) for key, items in sis.collections.items()}
    assert set(await connecting.learners()) == {"noor", "sem", "mila", "daan"}
    assert set(await connecting.groups()) == {"6a", "6b"}


# Each is a whole pull: to shrink one that fails takes minutes.
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(rosters())
async def test_whatever_the_standard_lets_a_system_say_is_pulled_and_nobody_is_lost(
    connecting: Any, sis: Any, roster: dict[str, list[Json]]
) -> None:
    sis.collections, connecting.school.board_id = roster, uuid4()
    await connecting.put()
    done = await connecting.sync()
    assert (done["state"], done["problem"]) == ("done", None)
    assert done["fetched"] == {key: len(items) for key, items in roster.items()}
    seen = {item["sourcedId"] for item in roster["orgs"]}
    here = [(user, role) for user in roster["users"] for role in user["roles"] if role["org"]["sourcedId"] in seen]
    pupils = {user["sourcedId"] for user, role in here if role["role"] == "student"}
    enrolled = {one["user"]["sourcedId"] for one in roster["enrollments"] if one["role"] == "student"}
    assert set(await connecting.learners()) == pupils | enrolled


async def test_what_hung_on_a_user_that_is_deleted_ends_with_it(connecting: Any, sis: Any) -> None:
    gone = next(item for item in sis.collections["users"] if item["sourcedId"] == "sem")
    gone["status"] = "tobedeleted"
    assert (await connecting.sync())["state"] == "done"
    assert set(await connecting.learners()) == {"noor", "mila", "daan"}


async def test_a_course_without_an_organisation_is_taken_when_it_comes_by_itself_too(connecting: Any, sis: Any) -> None:
    await connecting.sync()
    course = thing("c7", title="Groep 7", courseCode="g7", dateLastModified=LATER)
    sis.collections["courses"].append(course)
    assert (await connecting.sync("incremental"))["state"] == "done"


async def test_a_role_at_a_school_of_others_is_none_of_ours(connecting: Any, sis: Any) -> None:
    elsewhere = {"roleType": "secondary", "role": "student", "org": ref("org", "elders")}
    sis.collections["users"][1]["roles"].append(elsewhere)
    assert (await connecting.sync())["state"] == "done"


async def test_an_administrator_as_systems_of_before_have_it_is_understood(connecting: Any, sis: Any) -> None:
    sis.is_strict = False
    old = {"sourcedId": "baas", "enabledUser": True, "givenName": "Voor", "familyName": "Achter", "username": "baas"}
    sis.collections["users"].append({**old, "role": "administrator", "orgs": [{"sourcedId": "s"}]})
    assert (await connecting.sync())["state"] == "done"


async def test_names_of_a_pull_are_kept_no_longer_than_the_pull(connecting: Any) -> None:
    await connecting.ask()
    assert await connecting.step()
    assert (await connecting.newest())["state"] == "importing"
    assert await connecting.kept() == 0


async def test_an_import_of_a_pull_says_who_made_it(connecting: Any) -> None:
    done = await connecting.sync()
    found = (await connecting.school.get(f"/v1/roster/imports/{done['importId']}")).json()
    assert (found["state"], found["authorId"]) == ("applied", "connector")


async def test_an_incremental_pull_brings_what_changed_and_takes_what_is_deleted(connecting: Any, sis: Any) -> None:
    await connecting.sync()
    noor, sem = (await connecting.learners())["noor"], (await connecting.learners())["sem"]
    users, enrollments = sis.collections["users"], sis.collections["enrollments"]
    users.append(person("yara", "student", dateLastModified=LATER))
    enrollments.append(enrolled("yara", "6b", dateLastModified=LATER))
    enrollments.append(enrolled("noor", "6b", dateLastModified=LATER))
    gone = next(item for item in enrollments if item["sourcedId"] == "in-noor-6a")
    gone |= {"status": "tobedeleted", "dateLastModified": LATER}
    left = next(item for item in users if item["sourcedId"] == "sem")
    left |= {"status": "tobedeleted", "dateLastModified": LATER}

    done = await connecting.sync("incremental")

    assert (done["state"], done["mode"]) == ("done", "incremental"), done
    assert done["fetched"]["users"] == 2
    learners, groups = await connecting.learners(), await connecting.groups()
    present = {key for key, one in learners.items() if one["active"]}
    assert present == {"noor", "mila", "daan", "yara"}
    assert learners["noor"]["learnerId"] == noor["learnerId"]
    assert learners["noor"]["groupIds"] == [groups["6b"]["groupId"]]
    assert sem["learnerId"] not in {learners[key]["learnerId"] for key in present}


async def test_an_incremental_pull_after_which_nothing_changed_imports_nothing(connecting: Any) -> None:
    await connecting.sync()
    done = await connecting.sync("incremental")
    assert (done["state"], done["importId"]) == ("done", None)


async def test_the_first_pull_is_full_whatever_was_asked(connecting: Any) -> None:
    assert (await connecting.sync("incremental"))["mode"] == "full"


async def test_another_address_is_another_roster_so_its_first_pull_is_full(connecting: Any, sis: Any) -> None:
    await connecting.sync()
    await connecting.put(baseUrl=f"{sis.url}/ander")
    assert (await connecting.ask("incremental")).json()["mode"] == "full"


async def test_a_role_that_a_user_lost_is_lost_here_too(connecting: Any, sis: Any) -> None:
    await connecting.sync()
    users = sis.collections["users"]
    users[:] = [item for item in users if item["sourcedId"] != "daan"]
    users.append(person("daan", "guardian", dateLastModified=LATER))
    stays = next(item for item in sis.collections["enrollments"] if item["sourcedId"] == "in-daan-6a")
    stays |= {"status": "tobedeleted", "dateLastModified": LATER}
    assert (await connecting.sync("incremental"))["state"] == "done"
    assert {key for key, one in (await connecting.learners()).items() if one["active"]} == {"noor", "sem", "mila"}


async def test_bare_objects_of_older_systems_are_understood(connecting: Any, sis: Any) -> None:
    sis.is_strict = False
    bare = {"sourcedId": "noor", "enabledUser": True, "givenName": "Voor", "familyName": "Achter"}
    sis.collections["users"] = [
        {**bare, "username": "noor", "role": "student", "orgs": [{"sourcedId": "s"}]},
        {**bare, "sourcedId": "juf", "enabledUser": "True", "role": "teacher", "orgs": [{"sourcedId": "s"}]},
    ]
    place = {"user": {"sourcedId": "noor"}, "class": {"sourcedId": "6a"}, "school": {"sourcedId": "s"}}
    sis.collections["enrollments"] = [
        {"sourcedId": "in-noor", "role": "student", "beginDate": "2026-08-20T00:00:00Z", **place}
    ]
    assert (await connecting.sync())["state"] == "done"
    learner = (await connecting.learners())["noor"]
    assert len(learner["groupIds"]) == 1


async def test_a_system_without_users_is_asked_for_students_and_teachers(connecting: Any, sis: Any) -> None:
    users = sis.collections.pop("users")
    sis.collections["students"] = [item for item in users if item["sourcedId"] != "juf"]
    sis.collections["teachers"] = [item for item in users if item["sourcedId"] == "juf"]
    sis.is_strict = False
    done = await connecting.sync()
    assert (done["state"], done["fetched"]["students"], done["fetched"]["teachers"]) == ("done", 4, 1), done
    assert set(await connecting.learners()) == {"noor", "sem", "mila", "daan"}


async def test_a_parent_organisation_that_we_may_not_see_is_no_reason_to_refuse(connecting: Any, sis: Any) -> None:
    sis.collections["orgs"][1]["parent"] = ref("org", "elders")
    sis.collections["users"][1]["agents"] = [ref("user", "oma")]
    assert (await connecting.sync())["state"] == "done"


async def test_a_pull_that_ends_many_is_held_as_any_import(connecting: Any, sis: Any) -> None:
    sis.collections["users"] += [person(f"kind-{number}", "student") for number in range(6)]
    await connecting.sync()
    sis.collections["users"] = sis.collections["users"][:2]
    sis.collections["enrollments"] = sis.collections["enrollments"][:2]
    held = await connecting.sync()
    assert (held["state"], held["problem"]["code"]) == ("importing", "import-held")
    location = f"/v1/roster/connector/syncs/{held['syncId']}"
    assert (await connecting.school.post(f"/v1/roster/imports/{held['importId']}/confirm", {})).status_code == 202
    assert (await connecting.finish(location))["state"] == "done"


async def test_a_fault_in_what_came_fails_the_sync_and_points_to_the_import(connecting: Any, sis: Any) -> None:
    sis.collections["enrollments"].append(enrolled("niemand"))
    failed = await connecting.sync()
    assert (failed["state"], failed["problem"]["code"]) == ("failed", "import-not-applied")
    assert failed["importId"] in failed["problem"]["message"]
    assert await connecting.learners() == {}


async def test_only_with_its_scope_are_demographics_asked_and_only_the_birth_date_goes_on(
    connecting: Any, sis: Any
) -> None:
    scope = "https://purl.imsglobal.org/spec/or/v1p2/scope/roster-demographics.readonly"
    sis.collections["demographics"] = [thing("noor", birthDate="2016-05-04", sex="female", cityOfBirth="Utrecht")]
    assert "demographics" not in (await connecting.sync())["fetched"]
    await connecting.put(scopes=[scope])
    assert (await connecting.sync())["fetched"]["demographics"] == 1


async def test_a_system_that_keeps_demographics_to_itself_gives_the_rest(connecting: Any, sis: Any) -> None:
    await connecting.put(scopes=["https://purl.imsglobal.org/spec/or/v1p2/scope/roster-demographics.readonly"])
    assert (await connecting.sync())["state"] == "done"
