"""The private key, and what is made with it: tokens, and secrets that can be made a second time."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc import jwt
from joserfc.jwk import OKPKey

from eigenwijs_shared.auth import ALGORITHM, AUDIENCE, ISSUER, Role
from eigenwijs_shared.ids import new_id


class Signer:
    def __init__(self, key_file: Path) -> None:
        self._key = OKPKey.import_key(json.loads(key_file.read_text()))
        seed = str(self._key.as_dict(private=True)["d"]).encode()
        # A key of its own for everything that is no token, so that neither use can help against the other.
        self._other = HKDF(SHA256(), 32, salt=None, info=b"eigenwijs gateway: keyed hashes").derive(seed)

    def token(
        self,
        subject: str,
        role: Role,
        board_id: UUID | None,
        scopes: Iterable[str],
        *,
        now: datetime,
        lives_s: int,
    ) -> str:
        """A JWT (RFC 7519) that every service verifies by itself with the public key."""
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": subject,
            "role": role,
            "board": str(board_id) if board_id else None,
            "scope": " ".join(sorted(scopes)),
            "iat": int(now.timestamp()),
            "exp": int(now.timestamp()) + lives_s,
            "jti": str(new_id()),
        }
        return jwt.encode({"alg": ALGORITHM, "kid": self._key.kid}, claims, self._key, algorithms=[ALGORITHM])

    def keyed_hash(self, purpose: str, *parts: str | bytes) -> bytes:
        """32 bytes that follow from the parts, but only for who has the key."""
        said = [part.encode() if isinstance(part, str) else part for part in (purpose, *parts)]
        framed = b"".join(len(part).to_bytes(8, "big") + part for part in said)
        return hmac.new(self._other, framed, hashlib.sha256).digest()
