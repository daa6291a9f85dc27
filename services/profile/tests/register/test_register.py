"""A board shows what it processes, why and how long, without writing it itself."""

from typing import Any


async def test_the_register_says_what_why_and_how_much(school: Any) -> None:
    await school.post("/v1/attempts", school.attempt())
    answer = await school.get("/v1/board/processing-register")
    assert answer.status_code == 200, answer.text
    entries = {entry["kind"]: entry for entry in answer.json()["entries"]}
    assert entries["attempts"]["rows"] == 1
    assert entries["names"]["rows"] == 4
    assert "algemeen belang" in entries["attempts"]["ground"]
    assert all(entry["purpose"] and entry["kept"] for entry in entries.values())


async def test_it_speaks_english_too_and_to_the_board_alone(school: Any) -> None:
    headers = {**school.headers("board-admin"), "Accept-Language": "en"}
    found = await school.client.get("/v1/board/processing-register", headers=headers)
    assert found.json()["controller"] == "The school board is the controller."
    assert (await school.get("/v1/board/processing-register", "educator", school.educators[0])).status_code == 403


async def test_terms_and_counts_are_those_that_hold(school: Any) -> None:
    await school.post(f"/v1/learners/{school.learners[0]}/aims", {"title": "Raketten"}, "learner", school.learners[0])
    await school.put(
        "/v1/board/retention", {"months": {"reflections": 6, "roster-imports": 2, "learners": 12, "educators": 18}}
    )
    found = (await school.get("/v1/board/processing-register")).json()["entries"]
    kept = {entry["kind"]: (entry["keptMonths"], entry["rows"]) for entry in found}
    others = {entry["kind"]: (entry["othersKeptMonths"], entry["kept"]) for entry in found}
    said = "Leerlingen: tot 12 maanden na vertrek. Leraren en ouders: tot 18 maanden na vertrek."
    assert [others[kind] for kind in ("names", "roster", "accounts")] == [(18, said)] * 3
    assert others["aims"] == (None, "Tot 12 maanden na vertrek.")
    assert (kept["aims"], kept["talks"], kept["roster-imports"]) == ((12, 1), (6, 0), (2, 0))
