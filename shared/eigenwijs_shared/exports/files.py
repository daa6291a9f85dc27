"""One dataset as a file on disk, whole or not at all; however many rows there are, few are in memory."""

import asyncio
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from typing import IO, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.exports.datasets import Columns, Kind
from eigenwijs_shared.exports.errors import NoRoom
from eigenwijs_shared.outage import disk_is_full

Format = Literal["csv", "parquet"]
MEDIA_TYPES: Mapping[Format, str] = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
BLOCK = 1 << 22


async def write_file(session: AsyncSession, columns: Columns, form: Format) -> IO[bytes]:
    """A finished file, at its begin; it has no name, so it is gone when it is closed, or the process killed.

    `NoRoom` when the disk is full.
    """
    made: IO[bytes] = tempfile.TemporaryFile(prefix="export-", buffering=BLOCK)  # noqa: SIM115 - the answer closes it
    try:
        await _copy(session, columns, made)
        if form == "parquet":
            made = await asyncio.to_thread(_as_parquet, made, columns.kinds)
    except BaseException as error:
        _let_go(made)
        if disk_is_full(error):
            raise NoRoom from error
        raise
    return made


async def _copy(session: AsyncSession, columns: Columns, made: IO[bytes]) -> None:
    """PostgreSQL's own COPY writes RFC 4180, in the transaction of the request and so under its security."""
    connection = await (await session.connection()).get_raw_connection()
    driver = connection.driver_connection
    assert driver is not None  # noqa: S101 - inside a transaction there is one

    failed: list[OSError] = []

    async def keep(chunk: bytes) -> None:
        # An error raised here leaves the driver waiting for ever in the middle of COPY: it is raised afterwards.
        if failed:
            return
        try:
            made.write(chunk)
        except OSError as error:
            failed.append(error)

    await driver.copy_from_query(columns.query, output=keep, format="csv", header=True)
    if failed:
        raise failed[0]
    made.seek(0)


def _let_go(made: IO[bytes]) -> None:
    """Closing writes out what is buffered, and fails on a full disk once more; the file is gone all the same."""
    with suppress(OSError):
        made.close()


def _as_parquet(source: IO[bytes], kinds: Mapping[str, Kind]) -> IO[bytes]:
    """Block by block, and one at a time: several threads read ahead what a small server has no memory for.

    pyarrow is loaded by the first who asks, as it takes more memory than the whole service.
    """
    import pyarrow
    from pyarrow import csv, parquet

    types = {
        "text": pyarrow.string(),
        "whole": pyarrow.int64(),
        "number": pyarrow.float64(),
        "flag": pyarrow.bool_(),
        "time": pyarrow.timestamp("us", tz="UTC"),
    }
    made: IO[bytes] = tempfile.TemporaryFile(prefix="export-")  # noqa: SIM115 - the answer closes it
    try:
        reader = csv.open_csv(
            source,
            read_options=csv.ReadOptions(block_size=BLOCK, use_threads=False),
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types={name: types[kind] for name, kind in kinds.items()},
                true_values=["t"],
                false_values=["f"],
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                timestamp_parsers=["%Y-%m-%d %H:%M:%S%z", csv.ISO8601],
            ),
        )
        with reader, parquet.ParquetWriter(made, reader.schema, compression="zstd") as writer:
            for batch in reader:
                writer.write_batch(batch)
        made.seek(0)  # writes out what is buffered: here a disk may turn out to be full
    except BaseException:
        _let_go(made)
        raise
    source.close()
    return made
