"""The cards of a group on one screen and on paper: whose they are, what there is to choose, and who may see them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from eigenwijs_shared.contracts.profile import LearnerChanged
from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.roster.codes import short_code

Json = dict[str, Any]


@pytest.fixture
async def ids(board: Any) -> dict[str, UUID]:
    found: dict[str, UUID] = await board.has_goals("Tellen")
    return found


@pytest.fixture
async def made(board: Any, ids: Any) -> list[Json]:
    """Two activities of different forms."""
    return [await board.has_activity(ids["Tellen"], form=form, title=form) for form in ("game", "reading")]


@pytest.fixture
async def mate(board: Any) -> UUID:
    """A second learner in the group."""
    mate = uuid4()
    told: Json = {"learner_id": mate, "grades": ["groep-5"], "school_ids": [], "group_ids": [board.group_id]}
    await board.hears(LearnerChanged(**told, version=1, active=True))
    return mate


async def rows(board: Any, query: str = "") -> dict[str, Json]:
    answer = await board.get(f"/v1/groups/{board.group_id}/choice-cards{query}", "educator")
    assert answer.status_code == 200, answer.text
    return {row["learnerId"]: row for row in answer.json()["rows"]}


def path(board: Any) -> str:
    return f"/v1/groups/{board.group_id}/choice-cards.pdf"


async def tables_with(board: Any, said: str) -> list[str]:
    """The tables in which that stands anywhere, as far as the application sees them."""
    async with board_transaction(board.sessions, board.board_id) as session:
        names = await session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        found = {
            name: await session.scalar(
                text(f"SELECT count(*) FROM {name} t WHERE strpos(t::text, :said) > 0"),  # noqa: S608 - names of our own
                {"said": said},
            )
            for name in names.all()
        }
    return sorted(name for name, count in found.items() if count)


async def prints(board: Any, **body: Any) -> Any:
    return await board.call("POST", path(board), "educator", json=body)


async def test_a_row_is_the_newest_card_with_the_letters_on_paper(board: Any, made: list[Json]) -> None:
    old = await board.sees_card(*made)
    card = await board.sees_card(*made, offered_at=old.offered_at + timedelta(seconds=1))
    row = (await rows(board))[str(board.learner_id)]
    assert (row["code"], row["card"]["cardId"]) == (short_code(board.learner_id), str(card.card_id))
    assert [(one["letter"], one["title"], one["optionId"]) for one in row["card"]["options"]] == [
        (letter, title, str(option.option_id))
        for letter, title, option in zip("AB", ("game", "reading"), card.options, strict=True)
    ]
    assert (row["card"]["goals"], row["card"]["chosen"]) == (["Tellen"], None)


async def test_what_was_chosen_shows(board: Any, made: list[Json]) -> None:
    card = await board.sees_card(*made)
    await board.chooses(card.card_id, optionId=str(card.options[1].option_id))
    assert (await rows(board))[str(board.learner_id)]["card"]["chosen"] == "B"
    await board.chooses(card.card_id, surprise=True)
    assert (await rows(board))[str(board.learner_id)]["card"]["chosen"] == "surprise"


async def test_who_has_no_fresh_card_gets_one_from_the_catalogue_and_keeps_it(
    board: Any, made: list[Json], mate: UUID
) -> None:
    await board.sees_card(*made, offered_at=datetime.now(UTC) - timedelta(days=8))
    first, again = await rows(board), await rows(board)
    assert {len(row["card"]["options"]) for row in first.values()} == {2}
    assert first == again
    card_id = first[str(mate)]["card"]["cardId"]
    body = {"cardId": card_id, "optionId": first[str(mate)]["card"]["options"][0]["optionId"]}
    assert (await board.call("POST", f"/v1/learners/{mate}/choices", "educator", json=body)).status_code == 201


async def test_without_a_catalogue_it_says_what_is_missing(board: Any) -> None:
    row = (await rows(board))[str(board.learner_id)]
    assert row["card"] is None
    assert "leerdoelen" in row["why"]
    assert (await board.get(path(board), "educator")).status_code == 200


async def test_a_subject_narrows_it(board: Any, made: list[Json]) -> None:
    card = await board.sees_card(*made)
    of_it = await rows(board, "?subject=rekenen-en-wiskunde")
    assert of_it[str(board.learner_id)]["card"]["cardId"] == str(card.card_id)
    assert (await rows(board, "?subject=muziek"))[str(board.learner_id)]["card"] is None


async def test_paper_is_a_pdf_to_be_looked_at(board: Any, made: list[Json]) -> None:
    await board.sees_card(*made)
    answer = await board.get(path(board), "educator")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"].startswith("inline")


async def test_names_and_cards_may_be_given_and_are_not_kept(board: Any, made: list[Json]) -> None:
    card = await board.sees_card(*made)
    names = {str(board.learner_id): "Noor de Vries"}
    cards = {str(board.learner_id): str(card.card_id)}
    answer = await prints(board, title="Groep 5a", names=names, cards=cards)
    assert answer.status_code == 200, answer.text
    assert answer.content != (await board.get(path(board), "educator")).content
    assert await tables_with(board, "Noor") == []
    assert "card_offered" in await tables_with(board, str(board.learner_id))


async def test_a_named_card_must_be_the_learners_own(board: Any, made: list[Json], mate: UUID) -> None:
    card = await board.sees_card(*made)
    stranger = str(uuid4())
    answer = await prints(
        board, names={stranger: "X"}, cards={str(mate): str(card.card_id), stranger: str(card.card_id)}
    )
    assert answer.status_code == 422
    assert {fault["pointer"] for fault in answer.json()["errors"]} == {
        f"#/names/{stranger}", f"#/cards/{stranger}", f"#/cards/{mate}",
    }  # fmt: skip


async def test_a_card_on_its_way_is_waited_for(board: Any, made: list[Json]) -> None:
    answer = await prints(board, cards={str(board.learner_id): str(new_id())})
    assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (503, "card-not-here-yet")


async def test_a_group_out_of_reach_is_not_there(board: Any, new_board: Any) -> None:
    for where in (path(board), path(board).removesuffix(".pdf")):
        assert (await board.get(where, "learner")).status_code == 404
        assert (await new_board().get(where, "educator")).status_code == 404
        assert (await board.get(where.replace(str(board.group_id), str(uuid4())), "board-admin")).status_code == 404


async def test_who_looked_is_noted(board: Any, made: list[Json], mate: UUID) -> None:
    await board.sees_card(*made)
    await board.get(path(board), "educator")
    looks = await board.told("choices.learner.seen.v1")
    assert {(look["learnerId"], look["what"]) for look in looks} == {
        (str(board.learner_id), "choice-cards"), (str(mate), "choice-cards"),
    }  # fmt: skip
