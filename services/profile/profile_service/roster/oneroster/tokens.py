"""Strict RFC 4180 records from a stream of bytes.

The csv module is not used: even in strict mode it accepts a stray quote inside an unquoted field, and what follows such
a quote can land in another column.
"""

import codecs
from collections.abc import Iterable, Iterator

MAX_RECORD = 1_000_000
"""Bytes. One record is the most that is held in memory; a file without line ends would otherwise be."""

Record = tuple[int, list[str]]
"""Number (1 is the header; blank lines count, so that numbers match a spreadsheet) and fields."""


class CsvFault(Exception):
    def __init__(self, code: str, row: int) -> None:
        super().__init__(code)
        self.code = code
        self.row = row


def records(chunks: Iterable[bytes]) -> Iterator[Record]:
    """Every record that is not a blank line; raises CsvFault at the first place that is not RFC 4180 in UTF-8."""
    fields = _Fields()
    row = size = 0
    for line in _lines(chunks):
        if not fields.open:
            row += 1
            size = 0
        size += len(line) + 1
        text = _decoded(line, row, size)
        if not fields.open and '"' not in text:
            plain = text.removesuffix("\r")
            if plain:
                yield row, plain.split(",")
        elif fields.take(text, row):
            yield row, fields.finished()
    if fields.open:
        raise CsvFault("csv.unterminated_quote", row)


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Lines without their line feed; a line beyond MAX_RECORD comes out early, for its reader to refuse."""
    rest = b""
    first = True
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        if len(rest) > MAX_RECORD:
            lines.append(rest)
        for line in lines:
            yield line.removeprefix(codecs.BOM_UTF8) if first else line
            first = False
    if rest:
        yield rest.removeprefix(codecs.BOM_UTF8) if first else rest


def _decoded(line: bytes, row: int, size: int) -> str:
    if size > MAX_RECORD:
        raise CsvFault("csv.record_too_long", row)
    if b"\0" in line:
        raise CsvFault("csv.nul_byte", row)
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise CsvFault("csv.invalid_utf8", row) from error


class _Fields:
    """The fields of one record that has quotes, and so may go on over several lines."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._quoted: list[str] | None = None

    @property
    def open(self) -> bool:
        return self._quoted is not None

    def finished(self) -> list[str]:
        done, self._done = self._done, []
        return done

    def take(self, line: str, row: int) -> bool:
        """Read one more line; True when the record ends with it."""
        at: int | None = 0
        while at is not None:
            if self._quoted is None and not line.startswith('"', at):
                at = self._take_plain(line, at, row)
                continue
            if self._quoted is None:
                self._quoted = []
                at += 1
            at = self._take_quoted(line, at, row)
        return not self.open

    def _take_plain(self, line: str, start: int, row: int) -> int | None:
        comma = line.find(",", start)
        field = line[start:comma] if comma >= 0 else line[start:].removesuffix("\r")
        if '"' in field:
            raise CsvFault("csv.unescaped_quote", row)
        self._done.append(field)
        return comma + 1 if comma >= 0 else None

    def _take_quoted(self, line: str, start: int, row: int) -> int | None:
        parts = self._quoted if self._quoted is not None else []
        while (quote := line.find('"', start)) >= 0 and line.startswith('"', quote + 1):
            parts.append(line[start : quote + 1])
            start = quote + 2
        if quote < 0:
            parts.append(line[start:] + "\n")
            return None
        parts.append(line[start:quote])
        self._done.append("".join(parts))
        self._quoted = None
        if line[quote + 1 :] in ("", "\r"):
            return None
        if not line.startswith(",", quote + 1):
            raise CsvFault("csv.unescaped_quote", row)
        return quote + 2
