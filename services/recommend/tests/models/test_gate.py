"""A version that serves a subgroup worse is not put to use, by anybody; of a few learners nothing is said."""

from datetime import UTC, datetime
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from services.recommend.tests.board import Board
from services.recommend.tests.models import make

from recommend_service.models.rules import LEAST_LEARNERS, Limits, drift_of, gaps
from recommend_service.models.tally import nothing, read, tally_of

LIMITS = Limits(0.05, 0.03)
REGENBOOG = uuid4()
KEY = make.key(REGENBOOG)


async def test_a_gap_blocks_promotion_and_the_problem_says_whose_and_how_large(board: Board) -> None:
    await make.name(board, make.group(REGENBOOG))
    await make.version(board, of=make.told(off={KEY: 0.8}))
    answer = await make.promote(board, "fit-1")
    found = answer.json()
    assert (answer.status_code, found["type"]) == (409, "urn:eigenwijs:problem:model-blocked")
    assert "kalibratie, De Regenboog: +0,1" in found["detail"]
    assert [(gap["subgroup"], gap["kind"], gap["verdict"]) for gap in found["gaps"]] == [
        (None, "calibration", "breach"),
        ("De Regenboog", "calibration", "breach"),
    ]
    listed = (await board.get("/v1/models", "board-admin")).json()
    assert (listed["inUse"], listed["items"][0]["blocks"]) == ("day-one-1", found["gaps"])


async def test_a_fair_version_passes_and_its_gaps_are_told(board: Board) -> None:
    await make.name(board, make.group(REGENBOOG))
    await make.version(board, of=make.told(off={KEY: 0.0}))
    answer = await make.promote(board, "fit-1")
    assert answer.status_code == 200, answer.text
    assert [(gap["subgroup"], gap["kind"], gap["verdict"]) for gap in answer.json()["gaps"]] == [
        (None, "calibration", "fine"),
        ("De Regenboog", "auc", "fine"),
        ("De Regenboog", "calibration", "fine"),
    ]


async def test_of_a_few_learners_too_little_can_be_said_to_block(board: Board) -> None:
    await make.name(board, make.group(REGENBOOG))
    await make.version(board, of=make.told(learners=400, off={KEY: 2.0}, members=LEAST_LEARNERS - 1))
    answer = await make.promote(board, "fit-1")
    assert answer.status_code == 200, answer.text
    assert {gap["verdict"] for gap in answer.json()["gaps"] if gap["subgroup"]} == {"too-few"}


async def test_what_is_seen_since_the_fit_blocks_too(board: Board) -> None:
    await make.name(board, make.group(REGENBOOG))
    await make.version(board, of=make.told(off={KEY: 0.0}))
    await make.scores(board, datetime.now(UTC).date(), {"fit-1": make.told(off={KEY: -0.9})})
    answer = await make.promote(board, "fit-1")
    assert (answer.status_code, {gap["evidence"] for gap in answer.json()["gaps"]}) == (409, {"live"})


async def test_a_subgroup_named_after_the_fit_asks_for_another_fit(board: Board) -> None:
    await make.version(board)
    await make.name(board, make.group(REGENBOOG))
    answer = await make.promote(board, "fit-1")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:eigenwijs:problem:model-unmeasured")
    assert "De Regenboog" in answer.json()["detail"]
    assert (await board.get("/v1/models", "board-admin")).json()["items"][0]["unmeasured"] == ["De Regenboog"]


async def test_a_version_that_was_checked_on_nobody_is_not_put_to_use(board: Board) -> None:
    await make.version(board, of={make.EVERYBODY: nothing()})
    answer = await make.promote(board, "fit-1")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:eigenwijs:problem:model-unmeasured")
    assert "iedereen" in answer.json()["detail"]


async def test_the_way_back_is_never_blocked(board: Board) -> None:
    await make.version(board, 1)
    await make.version(board, 2)
    await make.promote(board, "fit-1")
    await make.promote(board, "fit-2")
    await make.name(board, make.group(REGENBOOG))
    assert (await make.promote(board, "fit-1")).status_code == 200
    assert (await make.promote(board, "fit-2")).status_code == 409


async def test_subgroups_are_named_and_come_back(board: Board) -> None:
    named = [
        make.group(REGENBOOG),
        {"name": "Groep 6", "kind": "grade", "values": ["groep-6"]},
        {"name": "Extra tijd", "kind": "need", "values": ["extra-time"]},
    ]
    assert (await make.name(board, *named)).json() == {"subgroups": named}
    assert (await board.get("/v1/models/subgroups", "board-admin")).json() == {"subgroups": named}
    assert (await make.name(board)).json() == {"subgroups": []}


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"name": "x", "kind": "need", "values": ["dyslexia"]}, "#/subgroups/0/values/0"),
        ({"name": "x", "kind": "group", "values": ["groep 6"]}, "#/subgroups/0/values/0"),
        ({"name": "x", "kind": "group", "values": []}, "#/subgroups/0/values"),
        ({"name": "x", "kind": "diagnosis", "values": ["x"]}, "#/subgroups/0/kind"),
        ({"name": " ", "kind": "grade", "values": ["groep-6"]}, "#/subgroups/0/name"),
    ],
)
async def test_a_subgroup_of_another_kind_is_refused_with_its_place(
    board: Board, wrong: dict[str, object], pointer: str
) -> None:
    answer = await make.name(board, wrong, language="en")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert (await board.get("/v1/models/subgroups", "board-admin")).json() == {"subgroups": []}


async def test_the_same_name_or_the_same_learners_twice_are_refused(board: Board) -> None:
    one, other = make.group(REGENBOOG), make.group(uuid4())
    again = await make.name(board, one, {**one, "name": "Anders"})
    assert [error["code"] for error in again.json()["errors"]] == ["twice", "twice"]
    assert (await make.name(board, one, other)).status_code == 422


def test_the_last_days_drift_when_they_come_out_otherwise_than_the_fit() -> None:
    right, off = make.told()[""], make.told(off={KEY: 0.8}, members=60)[""]
    assert drift_of(right.log_loss, right, 0.03) == "ok"
    assert drift_of(right.log_loss, off, 0.03) == "drifting"
    assert drift_of(right.log_loss - 0.03, right, 0.03) == "watch"
    assert drift_of(None, nothing(), 0.03) is None


@given(
    n=st.integers(0, 60),
    seed=st.integers(0, 9),
    y=st.sampled_from(["all", "none", "some"]),
    chance=st.sampled_from([0.0, 1.0, 0.5, None]),
)
@settings(max_examples=40, deadline=None)
def test_whatever_is_tallied_gives_finite_figures_that_come_back_as_they_were(
    n: int, seed: int, y: str, chance: float | None
) -> None:
    rng = np.random.default_rng(seed)
    came = {"all": np.ones(n), "none": np.zeros(n), "some": rng.integers(0, 2, n).astype(np.float64)}[y]
    said = rng.random(n) if chance is None else np.full(n, chance)
    tally = tally_of(rng.integers(0, 12, n), said, came)
    again = read(tally.plain())
    assert again.plain() == tally.plain()
    found = list(gaps(tally + again, {"group:x": tally}, LIMITS, "fit"))
    assert all(np.isfinite([gap.size or 0.0, gap.low or 0.0, gap.high or 0.0]).all() for gap in found)


def test_figures_agree_with_their_definitions() -> None:
    rng = np.random.default_rng(3)
    said = rng.integers(0, 50, 2000) / 50 + 0.01
    came = (rng.random(2000) < said).astype(np.float64)
    tally = tally_of(np.arange(2000), said, came)
    won, lost = said[came > 0.5], said[came < 0.5]
    pairs = (won[:, None] > lost[None, :]).mean() + 0.5 * (won[:, None] == lost[None, :]).mean()
    assert tally.auc == pytest.approx(pairs)
    assert tally.log_loss == pytest.approx(-np.log(np.where(came > 0.5, said, 1 - said)).mean())
    assert tally.brier / tally.n == pytest.approx(((said - came) ** 2).mean())
    assert tally.gap == pytest.approx((said - came).mean())
