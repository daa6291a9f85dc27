"""What happens in schools: another year, two schools, twins, going and coming back; nobody is merged or lost."""

from typing import Any

from services.profile.tests.roster.conftest import enrolled, role, user
from services.profile.tests.roster.oneroster.conftest import VALID

from profile_service.roster.oneroster import FILES, write_package

Files = dict[str, list[dict[str, str]]]


async def test_in_another_year_a_learner_is_the_same_and_in_another_class(importing: Any, small: Files) -> None:
    await importing.apply(importing.bulk(small))
    before = (await importing.learners())["noor"]
    year = {**small["academicSessions.csv"][0], "sourcedId": "y2", "title": "2027-2028", "schoolYear": "2028"}
    course = {**small["courses.csv"][0], "sourcedId": "c7", "grades": "groep-7"}
    group = {**small["classes.csv"][0], "sourcedId": "g7", "title": "7a", "termSourcedIds": "y2"}
    later = {
        **small,
        "academicSessions.csv": [year],
        "courses.csv": [course],
        "classes.csv": [{**group, "courseSourcedId": "c7"}],
        "enrollments.csv": [{**row, "classSourcedId": "g7"} for row in small["enrollments.csv"]],
    }
    done = await importing.confirmed(importing.bulk(later))
    after = (await importing.learners())["noor"]
    assert (after["learnerId"], after["grades"], after["active"]) == (before["learnerId"], ["groep-7"], True)
    assert set(after["groupIds"]).isdisjoint(before["groupIds"])
    assert done["changes"]["groups"] == {"added": 1, "changed": 0, "ended": 1}


async def test_a_learner_in_two_schools_is_one_learner_with_both(importing: Any, small: Files) -> None:
    other = {"orgSourcedId": "t", "schoolSourcedId": "t"}
    small["orgs.csv"].append({"sourcedId": "t", "name": "De Eik", "type": "school"})
    small["classes.csv"].append({**small["classes.csv"][0], "sourcedId": "h", "schoolSourcedId": "t"})
    small["roles.csv"].append({**role("noor", "student"), "sourcedId": "rol-2", "orgSourcedId": other["orgSourcedId"]})
    small["enrollments.csv"].append({**enrolled("noor"), "sourcedId": "in-2", "classSourcedId": "h"})
    await importing.apply(importing.bulk(small))
    noor = (await importing.learners())["noor"]
    assert (len(noor["schoolIds"]), len(noor["groupIds"])) == (2, 2)


async def test_twins_with_one_name_stay_two(importing: Any, small: Files) -> None:
    twins = ("tweeling-1", "tweeling-2")
    small["users.csv"] += [user(key, givenName="Robin", familyName="de Boer") for key in twins]
    small["roles.csv"] += [role(key, "student") for key in twins]
    small["enrollments.csv"] += [enrolled(key) for key in twins]
    await importing.apply(importing.bulk(small))
    first, second = [(await importing.learners())[key] for key in twins]
    assert first["name"] == second["name"]
    assert first["learnerId"] != second["learnerId"]
    one_left = {
        file: [row for row in rows if twins[1] not in (row["sourcedId"], row.get("userSourcedId"))]
        for file, rows in small.items()
    }
    await importing.confirmed(importing.bulk(one_left))
    after = await importing.learners()
    assert (after[twins[0]], after[twins[1]]["active"]) == (first, False)


async def test_who_leaves_and_comes_back_keeps_the_pseudonym(importing: Any, small: Files) -> None:
    await importing.apply(importing.bulk(small))
    before = (await importing.learners())["sem"]
    gone = {
        file: [row for row in rows if "sem" not in (row["sourcedId"], row.get("userSourcedId"))]
        for file, rows in small.items()
    }
    await importing.confirmed(importing.bulk(gone))
    assert (await importing.learners())["sem"]["active"] is False
    done = await importing.apply(importing.bulk(small))
    assert (await importing.learners())["sem"] == before
    assert done["changes"]["learners"] == {"added": 1, "changed": 0, "ended": 0}


async def test_all_21_files_are_taken_and_those_without_use_are_counted(importing: Any) -> None:
    done = await importing.apply(write_package({file: [VALID[file]] for file in FILES}, "bulk"))
    assert (done["state"], done["errors"], done["counts"]) == ("applied", [], dict.fromkeys(FILES, 1))
