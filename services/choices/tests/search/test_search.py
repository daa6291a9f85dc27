"""Search finds what people mean: bent words, compounds, typing errors, in Dutch and English; and counts honestly."""

from typing import Any

import pytest

Json = dict[str, Any]
SHELF: list[Json] = [
    {"title": "Tafelestafette", "description": "Ren om de beurt en roep het antwoord.", "topic": "sport"},
    {"title": "Breuken op de markt", "description": "Verdeel drie koeken over vier kinderen.", "form": "game"},
    {"title": "Een café beginnen", "description": "Bedenk de prijzen op de kaart.", "company": "team", "level": 4},
    {"title": "Running a bakery", "description": "Share the loaves fairly.", "language": "en", "medium": "screen"},
    {"title": "Hoe vliegt een drone?", "description": "Fietsers tellen van boven.", "materials": ["drone", "kaart"]},
]  # fmt: skip


@pytest.fixture
async def shelf(board: Any) -> Any:
    ids = await board.has_goals("Breuken vergelijken", "Verhoudingstabellen gebruiken", "Kansen")
    for body in SHELF:
        await board.has_activity(ids["Breuken vergelijken"], **body)
    return board


async def titles(board: Any, query: str) -> list[str]:
    return [one["title"] for one in (await board.get(f"/v1/activities?{query}")).json()["items"]]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("breuk", ["Breuken op de markt"]),
        ("estafette", ["Tafelestafette"]),
        ("cafe", ["Een café beginnen"]),
        ("CAFÉS", ["Een café beginnen"]),
        ("rennen", []),
        ("fiets", ["Hoe vliegt een drone?"]),
        ("ran bakeries", []),
        ("run bakeries", ["Running a bakery"]),
        ("sharing loaf", []),
        ("brueken", ["Breuken op de markt"]),
        ("tafelestafete", ["Tafelestafette"]),
        ("de markt van de breuken", ["Breuken op de markt"]),
        ("the bakery", ["Running a bakery"]),
        ("drone kaart", ["Hoe vliegt een drone?"]),
        ("ta", []),
        ("kwantumchromodynamica", []),
        ("' OR 1=1 --", []),
        ("breuk & !markt | (", ["Breuken op de markt"]),
        ("?", ["Hoe vliegt een drone?"]),
    ],
)
async def test_words_are_understood(shelf: Any, said: str, found: list[str]) -> None:
    answer = await shelf.get("/v1/activities", params={"q": said})
    assert [one["title"] for one in answer.json()["items"]] == found


async def test_a_title_counts_more_than_a_description(shelf: Any) -> None:
    ids = await shelf.has_goals("Lezen")
    await shelf.has_activity(ids["Lezen"], title="Een kaart tekenen")
    assert await titles(shelf, "q=kaart") == ["Een kaart tekenen", "Een café beginnen", "Hoe vliegt een drone?"]


async def test_a_word_itself_comes_before_a_compound_of_it(board: Any) -> None:
    ids = await board.has_goals("A")
    await board.has_activity(ids["A"], title="Tafelestafette tafeldictee", description="x")
    await board.has_activity(ids["A"], title="Iets heel anders", description="Leer de tafel van zeven.")
    assert await titles(board, "q=tafels") == ["Iets heel anders"]
    assert (await titles(board, "q=tafel"))[0] == "Iets heel anders"


async def test_found_in_pages_nothing_is_missed_or_doubled(board: Any) -> None:
    ids = await board.has_goals("A")
    for number in range(7):
        await board.has_activity(ids["A"], title=f"Breuken {number}", description="breuk " * (number % 3 + 1))
    found, path = [], "/v1/activities?q=breuken&limit=2"
    for _ in range(4):
        answer = await board.get(path)
        found += [one["title"] for one in answer.json()["items"]]
        path = answer.headers.get("Link", "<>").partition("<")[2].partition(">")[0]
    assert sorted(found) == [f"Breuken {number}" for number in range(7)]
    assert path == ""


async def test_what_changes_is_found_by_its_new_words_at_once(shelf: Any, make_activity: Any) -> None:
    one = (await shelf.get("/v1/activities?q=drone")).json()["items"][0]
    path = f"/v1/activities/{one['activityId']}"
    tag = (await shelf.get(path)).headers["ETag"]
    body = make_activity(one["goalIds"][0], title="Zweefvliegen")
    await shelf.call("PUT", path, "educator", json=body, headers={"If-Match": tag})
    assert [await titles(shelf, f"q={word}") for word in ("drone", "zweefvlieg")] == [[], ["Zweefvliegen"]]


async def counts(board: Any, query: str) -> Json:
    found: Json = (await board.get(f"/v1/activities/facets?{query}")).json()
    return found


async def test_facets_count_what_another_choice_would_give(shelf: Any) -> None:
    told = await counts(shelf, "company=pair&medium=offline")
    assert told["total"] == 3
    assert told["company"] == [{"value": "pair", "count": 3}, {"value": "team", "count": 1}]
    assert told["medium"] == [{"value": "offline", "count": 3}, {"value": "screen", "count": 1}]
    assert told["level"] == [{"value": 2, "count": 3}]
    assert len((await shelf.get("/v1/activities?company=pair&medium=offline")).json()["items"]) == 3


async def test_a_guess_is_said(shelf: Any) -> None:
    told = await counts(shelf, "q=de%20brueken")
    assert (told["total"], told["corrected"]) == (1, "breuken")
    assert (await counts(shelf, "q=breuken"))["corrected"] is None
    assert (await counts(shelf, "q=%25"))["total"] == 0


@pytest.mark.parametrize(
    "query",
    ["level=6", "level=x", "language=Nederlands", "status=weg", "q=", "q=%00", f"q={'x' * 201}", "q=a&cursor=WyJ4Il0",
     "q=breuk&cursor=WyIwMTk5MDAwMC0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDgiXQ"],
)  # fmt: skip
async def test_a_search_that_makes_no_sense_is_a_problem(shelf: Any, query: str) -> None:
    answer = await shelf.get(f"/v1/activities?{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, "application/problem+json")


@pytest.mark.parametrize(
    "said", ["x" * 200, "é" * 200, "\u200b", "𝟙𝟚", "a b c d e f g h i j k l m n o p q", "½ + ⅓", "日本語"]
)
async def test_whatever_is_typed_there_is_an_answer(shelf: Any, said: str) -> None:
    answers = [
        await shelf.get(f"/v1/{path}", params={"q": said}) for path in ("activities", "activities/facets", "goals")
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]


async def test_words_of_any_length_can_be_kept(board: Any) -> None:
    ids = await board.has_goals("A")
    await board.has_activity(ids["A"], title="y" * 200, description="z" * 4000)
    assert await titles(board, "level=2") == ["y" * 200]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("breuk vergelijk", ["Breuken vergelijken"]),
        ("tabel", ["Verhoudingstabellen gebruiken"]),
        ("kanzen", ["Kansen"]),
        ("verhoudingtabel", ["Verhoudingstabellen gebruiken"]),
        ("verhoudingxyz", []),
    ],
)
async def test_goals_are_found_in_the_same_way(shelf: Any, said: str, found: list[str]) -> None:
    answer = await shelf.get("/v1/goals", params={"q": said})
    assert [one["title"] for one in answer.json()["items"]] == found


async def test_goals_found_come_in_pages_and_facets(board: Any) -> None:
    await board.has_goals("Breuken optellen", "Breuken aftrekken", "Breuken delen")
    await board.has_goals("Breuken verhalen", subject="Nederlands", levels=["vo-1"])
    first = (await board.get("/v1/goals?q=breuk&limit=3")).json()
    second = (await board.get(f"/v1/goals?q=breuk&limit=3&cursor={first['nextCursor']}")).json()
    assert len({one["goalId"] for one in (*first["items"], *second["items"])}) == 4
    told = (await board.get("/v1/goals/facets?q=brueken&level=vo-1")).json()
    assert (told["total"], told["corrected"]) == (1, "breuken")
    assert told["subject"] == [{"value": "nederlands", "count": 1}]
    assert {one["value"]: one["count"] for one in told["level"]} == {"groep-5": 3, "vo-1": 1}
    assert (await board.get("/v1/goals/facets")).json()["total"] == 4


async def test_another_board_finds_nothing_and_learns_no_words(shelf: Any, new_board: Any) -> None:
    other = new_board()
    answers = [(await other.get(f"/v1/{path}?q=brueken")).json() for path in ("activities", "goals")]
    assert [answer["items"] for answer in answers] == [[], []]
    told = (await other.get("/v1/activities/facets?q=brueken")).json()
    assert (told["total"], told["corrected"]) == (0, None)
