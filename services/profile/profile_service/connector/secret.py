"""The client's secret as it is stored: JWE (RFC 7516), `dir` with A256GCM, under a key of this installation."""

import hashlib
import json
from uuid import UUID

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from pydantic import SecretStr

_ALGORITHMS = ["dir", "A256GCM"]


class Unreadable(Exception):
    """Encrypted under another key, for another board, or no secret at all."""


def lock(secret: str, board_id: UUID, key: SecretStr) -> str:
    """The board is in it, so that a row which was put with another board does not open there."""
    content = json.dumps({"board": str(board_id), "secret": secret}).encode()
    return jwe.encrypt_compact({"alg": "dir", "enc": "A256GCM"}, content, _key(key))


def unlock(locked: str, board_id: UUID, key: SecretStr) -> str:
    """Raises Unreadable."""
    try:
        content = json.loads(jwe.decrypt_compact(locked, _key(key), algorithms=_ALGORITHMS).plaintext or b"{}")
        if content["board"] == str(board_id):
            return str(content["secret"])
    except (JoseError, ValueError, KeyError, TypeError):
        pass  # said below, without the text that did not open
    raise Unreadable


def _key(key: SecretStr) -> OctKey:
    """32 bytes of whatever the operator chose; it has enough of randomness of its own, so no slow derivation."""
    return OctKey.import_key(hashlib.sha256(b"eigenwijs connector\n" + key.get_secret_value().encode()).digest())
