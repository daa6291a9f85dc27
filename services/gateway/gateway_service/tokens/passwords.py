"""Passwords of people: argon2id, because people choose passwords that can be guessed."""

import asyncio
import os
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Passwords:
    """Hashes and verifies in threads, one per core at a time: each takes 19 MB and some 30 ms of a core.

    The costs are the least that OWASP's Password Storage Cheat Sheet takes: a class of thirty signs in at once here,
    on a school's small server.
    """

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._turns = asyncio.Semaphore(os.cpu_count() or 1)
        self._nobodys = self._hasher.hash(os.urandom(16))

    async def hash(self, password: str) -> str:
        async with self._turns:
            return await asyncio.to_thread(self._hasher.hash, _normal(password))

    async def verify(self, stored: str | None, password: str) -> bool:
        """Does it fit? Without a stored hash it never does, and takes as long to say so."""
        async with self._turns:
            fits = await asyncio.to_thread(self._fits, stored or self._nobodys, _normal(password))
        return fits and stored is not None

    def _fits(self, stored: str, password: bytes) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False


def _normal(password: str) -> bytes:
    """The same bytes whichever keyboard composed the é (RFC 8265 §4.2.2); lone surrogates are kept as they are."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
