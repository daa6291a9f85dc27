"""A board takes its own data with it, as files that other programs read."""

import csv
import io
import os
import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pyarrow import parquet

from profile_service.exports.datasets import DATASETS


async def some_attempts(school: Any) -> None:
    batch = {"attempts": [school.attempt() for _ in range(3)] + [school.attempt(1)]}
    assert (await school.post("/v1/attempts/batch", batch)).status_code == 200
    seen = {"evidenceId": str(uuid4()), "kind": "observation", "goalIds": [str(school.goal_id)], "success": True}
    evidence = {**seen, "occurredAt": "2026-03-02T09:00:00Z"}
    path = f"/v1/learners/{school.learners[0]}/evidence"
    assert (await school.post(path, evidence, "educator", school.educators[0])).status_code == 201


async def some_rights(school: Any) -> None:
    me = f"/v1/learners/{school.learners[0]}"
    given = {"purpose": "research", "givenBy": "parent", "method": "on-paper", "proof": 'map "3", lade\n2'}
    answers = [
        await school.post(f"{me}/needs", {"need": "extra-time"}),
        await school.post(f"{me}/consents", given),
        await school.get(f"{me}/needs", "educator", school.educators[0]),
    ]
    assert [one.status_code for one in answers] == [201, 201, 200]


@pytest.mark.parametrize("dataset", DATASETS)
async def test_every_dataset_reads_as_csv_and_parquet_alike(school: Any, dataset: str) -> None:
    await some_attempts(school)
    await some_rights(school)
    move = {"dimensions": {"form": "learner"}, "reason": 'zo wil "de klas", het\nhet liefst'}
    await school.put("/v1/board/agency", move)
    text = await school.get(f"/v1/board/exports/{dataset}")
    assert text.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(text.text)))
    table = parquet.read_table(io.BytesIO((await school.get(f"/v1/board/exports/{dataset}?format=parquet")).content))
    assert table.column_names == list(rows[0])
    assert table.num_rows == len(rows) > 0
    first = table.column_names[0]
    assert [str(value) for value in table[first].to_pylist()] == [row[first] for row in rows]


async def test_times_numbers_and_flags_keep_their_type(school: Any) -> None:
    await some_attempts(school)
    table = parquet.read_table(io.BytesIO((await school.get("/v1/board/exports/attempts?format=parquet")).content))
    first = table.to_pylist()[0]
    assert (first["score_scaled"], first["success"], first["sequence"]) == (0.0, False, 1)
    assert first["recorded_at"].utcoffset().total_seconds() == 0


async def test_no_name_is_in_any_of_them(school: Any) -> None:
    found = [(await school.get(f"/v1/board/exports/{dataset}")).text for dataset in DATASETS]
    assert "Achternaam" not in "".join(found)
    assert str(school.learners[0]) in "".join(found)


async def test_only_the_board_itself_takes_its_own_data(school: Any) -> None:
    assert (await school.get("/v1/board/exports/learners", "educator", school.educators[0])).status_code == 403
    unknown = await school.get("/v1/board/exports/passwords")
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (422, "{dataset}")
    assert (await school.get("/v1/board/exports/learners?format=xls")).status_code == 422


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("form", "files_before", "buffering"),
    [("csv", 0, 0), ("csv", 0, 1 << 22), ("parquet", 0, 1 << 22), ("parquet", 1, 1 << 13)],
)
async def test_a_full_disk_is_a_clear_problem_and_leaves_nothing(
    school: Any, monkeypatch: pytest.MonkeyPatch, form: str, files_before: int, buffering: int
) -> None:
    """Whether it fails in the middle of COPY, when the buffer is written out, or while the other format is made."""
    await some_attempts(school)
    full = open("/dev/full", "w+b", buffering=buffering)  # noqa: SIM115, ASYNC230 - a device that is always full
    real = [tempfile.TemporaryFile() for _ in range(files_before)]  # noqa: SIM115 - what is tested closes it
    waiting = iter([*real, full])
    with monkeypatch.context() as patched:
        patched.setattr(tempfile, "TemporaryFile", lambda **_: next(waiting))
        answer = await school.get(f"/v1/board/exports/attempts?format={form}")
    assert (answer.status_code, answer.json()["type"]) == (507, "urn:eigenwijs:problem:no-room")
    assert all(file.closed for file in [*real, full])
    again = [await school.get(f"/v1/board/exports/attempts?format={form}") for _ in range(6)]
    assert {one.status_code for one in again} == {200}


async def test_the_file_is_gone_once_it_is_sent(school: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert (await school.get("/v1/board/exports/learners?format=parquet")).status_code == 200
    assert [name for name in os.listdir(tmp_path) if name.startswith("export-")] == []


async def test_the_board_is_counted(school: Any) -> None:
    await some_attempts(school)
    counts = (await school.get("/v1/board/counts")).json()
    assert (counts["learners"], counts["groups"], counts["attempts"], counts["evidence"]) == (2, 2, 4, 1)
    assert counts["grades"] == {"groep-6": 2}


async def test_another_board_finds_nothing_of_it(school: Any) -> None:
    await some_attempts(school)
    school.board_id = uuid4()
    found = [(await school.get(f"/v1/board/exports/{dataset}")).text for dataset in DATASETS]
    assert [len(text.splitlines()) for text in found] == [1] * len(DATASETS)
