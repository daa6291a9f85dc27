"""Secrets of systems."""

import base64
import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Credentials:
    client_id: str
    secret: str


def credentials_from(random: bytes) -> Credentials:
    """A name and a secret from 64 random bytes: 12 for the one, 32 for the other, never overlapping."""
    return Credentials(f"sis-{_text(random[:12])}", _text(random[32:64]))


def secret_hash(secret: str) -> bytes:
    """Plain SHA-256: the secret is 256 random bits, so a slow hash would protect nothing and cost at every token."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def _text(some: bytes) -> str:
    return base64.urlsafe_b64encode(some).decode().rstrip("=")
