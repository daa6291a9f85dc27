"""However much a board takes with it, little of it is in memory; and what only Parquet needs is not loaded before."""

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable

import psutil
import pytest
from pyarrow import parquet

from eigenwijs_shared.db import Sessions
from eigenwijs_shared.exports.datasets import NAMES, PROMISED, Columns
from eigenwijs_shared.exports.files import Format, write_file
from eigenwijs_shared.exports.routes import export_routes

ROWS = 300_000
KIB = "SELECT n AS number, repeat(md5(n::text), 32) AS words FROM generate_series(1, {}) n"
MANY, SOME, FEW = (Columns({"number": "whole", "words": "text"}, KIB.format(rows)) for rows in (ROWS, ROWS // 4, 10))


async def growth_during(work: Callable[[], Awaitable[None]]) -> int:
    """The most bytes that this process had more than when it began."""
    process = psutil.Process()
    before = most = process.memory_info().rss
    task = asyncio.ensure_future(work())
    while not task.done():
        await asyncio.sleep(0.02)
        most = max(most, process.memory_info().rss)
    await task
    return most - before


@pytest.mark.timeout(300)
@pytest.mark.parametrize("form", ["csv", "parquet"])
async def test_three_hundred_megabytes_pass_through_a_few(sessions: Sessions, form: Format) -> None:
    sizes = []

    async def export(columns: Columns) -> None:
        async with sessions() as session:
            with await write_file(session, columns, form) as made:
                sizes.append(made.seek(0, 2))

    await export(SOME)  # what stays loaded from then on is not what a larger one takes
    grown = await growth_during(lambda: export(MANY))
    assert grown < 150_000_000
    assert form == "parquet" or sizes[1] > 300_000_000


async def test_every_row_is_in_it(sessions: Sessions) -> None:
    async with sessions() as session:
        with await write_file(session, Columns(MANY.kinds, KIB.format(30_000)), "parquet") as made:
            numbers = parquet.read_table(made, columns=["number"])["number"].to_pylist()
    assert numbers == list(range(1, 30_001))


@pytest.mark.parametrize("service", PROMISED)
def test_a_service_that_nobody_asks_has_not_loaded_what_parquet_takes(service: str) -> None:
    ask = f"import sys, {service}_service.exports.routes; sys.exit('pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", ask], check=False).returncode == 0


def test_each_dataset_has_one_owner() -> None:
    assert len(set(NAMES)) == len(NAMES)


def test_a_service_cannot_keep_back_what_it_promised() -> None:
    with pytest.raises(ValueError, match="promises other datasets"):
        export_routes("recommend", {"cards": FEW})
