"""The zip around a package, read without trusting a word of it and without ever writing to disk."""

import os
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from profile_service.roster.oneroster.diagnostics import UnsafePackage

MAX_ENTRIES = 64
MAX_RATIO = 100
RATIO_FREE_BYTES = 1_000_000
_CHUNK = 65_536
_MAX_DIRECTORY = 262_144
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1 | 0x40

# What zipfile lets out on bytes that are no zip, apart from its own BadZipFile (RuntimeError holds NotImplementedError,
# ValueError holds UnicodeDecodeError).
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    KeyError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class _Bounded:
    """The file as zipfile sees it, which reads a directory at once: a huge one is refused before it is parsed."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seek = file.seek
        self.tell = file.tell

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if size > _MAX_DIRECTORY:
            raise UnsafePackage("package.too_many_entries")
        return self._file.read(_MAX_DIRECTORY if size < 0 else size)


class Archive:
    def __init__(self, file: IO[bytes], max_bytes: int) -> None:
        with _refusing("package.not_a_zip"):
            length = file.seek(0, os.SEEK_END)
            self._zip = zipfile.ZipFile(_Bounded(file))
        entries: list[zipfile.ZipInfo] = self._zip.infolist()
        _refuse_unsafe(entries, max_bytes)
        self._entries = {entry.filename: entry for entry in entries}
        # The length of the file itself is the one size that its headers cannot lie about.
        self._max_real_bytes = min(max_bytes, max(RATIO_FREE_BYTES, MAX_RATIO * length))
        self._read: Counter[str] = Counter()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content of one file in pieces; may be asked for again."""
        entry = self._entries[name]
        size = 0
        with _refusing("package.damaged"), self._zip.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                self._read[name] = max(self._read[name], size)
                if self._read.total() > self._max_real_bytes:
                    raise UnsafePackage("package.bomb")
                yield chunk
        if size != entry.file_size:
            raise UnsafePackage("package.damaged")


def _refuse_unsafe(entries: list[zipfile.ZipInfo], max_bytes: int) -> None:
    if len(entries) > MAX_ENTRIES:
        raise UnsafePackage("package.too_many_entries")
    for entry in entries:
        _refuse_entry(entry)
    if len({entry.filename for entry in entries}) < len(entries):
        raise UnsafePackage("package.duplicate_name")
    if sum(entry.file_size for entry in entries) > max_bytes:
        raise UnsafePackage("package.too_large", limit=max_bytes)


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    # zipfile cuts `filename` at a NUL and turns separators; what was really written is in orig_filename.
    name = entry.orig_filename
    path = name.replace("\\", "/")
    if not name.isprintable() or path.startswith("/") or ":" in name or ".." in path.split("/") or not name:
        raise UnsafePackage("package.unsafe_name")
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise UnsafePackage("package.symlink")
    if "/" in path:
        raise UnsafePackage("package.folder_name")
    if entry.flag_bits & _ENCRYPTED:
        raise UnsafePackage("package.encrypted")
    if entry.compress_type not in _COMPRESSIONS:
        raise UnsafePackage("package.unsupported_compression")
    if entry.file_size > RATIO_FREE_BYTES and entry.file_size > MAX_RATIO * entry.compress_size:
        raise UnsafePackage("package.bomb")


@contextmanager
def _refusing(code: str) -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise UnsafePackage(code) from error
