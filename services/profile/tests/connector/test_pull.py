"""A pull leaves the roster as the student system has it."""

from typing import Any


async def test_a_full_pull_makes_the_roster_that_the_system_has(connecting: Any, sis: Any) -> None:
    done = await connecting.sync()
    assert (done["state"], done["mode"]) == ("done", "full"), done
    assert done["fetched"] == {key: len(items) for key, items in sis.collections.items()}
    assert set(await connecting.learners()) == {"noor", "sem", "mila", "daan"}
    assert set(await connecting.groups()) == {"6a", "6b"}
