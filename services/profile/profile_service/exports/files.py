"""One dataset as a file on disk, whole or not at all; however many rows there are, few are in memory."""

import asyncio
import errno
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.exports.datasets import Columns, Kind
from profile_service.exports.errors import NoRoom

Format = Literal["csv", "parquet"]
MEDIA_TYPES: Mapping[Format, str] = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
BLOCK = 1 << 22


async def write_file(session: AsyncSession, columns: Columns, form: Format) -> Path:
    """The path of a finished file, which the caller removes; `NoRoom` when the disk is full."""
    with tempfile.NamedTemporaryFile(prefix="export-", suffix=".csv", delete=False) as file:
        made = Path(file.name)
    try:
        await _copy(session, columns, made)
        if form == "parquet":
            made = await asyncio.to_thread(_as_parquet, made, columns.kinds)
    except BaseException as error:
        made.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise NoRoom from error
        raise
    return made


async def _copy(session: AsyncSession, columns: Columns, made: Path) -> None:
    """PostgreSQL's own COPY writes RFC 4180, in the transaction of the request and so under its security."""
    connection = await (await session.connection()).get_raw_connection()
    driver = connection.driver_connection
    assert driver is not None  # noqa: S101 - inside a transaction there is one
    with made.open("wb", buffering=BLOCK) as file:

        async def keep(chunk: bytes) -> None:
            file.write(chunk)

        await driver.copy_from_query(columns.query, output=keep, format="csv", header=True)


def _as_parquet(source: Path, kinds: Mapping[str, Kind]) -> Path:
    """Block by block; pyarrow is loaded by the first who asks, as it takes more memory than the whole service."""
    import pyarrow
    from pyarrow import csv, parquet

    types = {
        "text": pyarrow.string(),
        "whole": pyarrow.int64(),
        "number": pyarrow.float64(),
        "flag": pyarrow.bool_(),
        "time": pyarrow.timestamp("us", tz="UTC"),
    }
    made = source.with_suffix(".parquet")
    try:
        reader = csv.open_csv(
            source,
            read_options=csv.ReadOptions(block_size=BLOCK),
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
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    source.unlink()
    return made
