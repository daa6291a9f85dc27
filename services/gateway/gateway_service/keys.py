"""`python -m gateway_service.keys DIR`: the key that signs tokens, and the public set that everybody verifies with.

Run again it changes nothing. To rotate, remove signing.json and run it: the new key joins the set, and tokens of the
old one stay valid until they expire.
"""

import json
import os
import sys
from pathlib import Path
from secrets import token_hex
from typing import Any

from joserfc.jwk import OKPKey

from eigenwijs_shared.auth import ALGORITHM


def make_keys(folder: Path) -> None:
    """Make signing.json (0600) and jwks.json (0644) in `folder`, as far as they are missing."""
    folder.mkdir(parents=True, exist_ok=True)
    signing, public = folder / "signing.json", folder / "jwks.json"
    if not signing.exists():
        fresh = OKPKey.generate_key("Ed25519", {"kid": token_hex(8), "use": "sig", "alg": ALGORITHM})
        _write(signing, dict(fresh.as_dict(private=True)), 0o600)
    key = OKPKey.import_key(json.loads(signing.read_text()))
    known: list[dict[str, Any]] = json.loads(public.read_text())["keys"] if public.exists() else []
    if key.kid not in {one.get("kid") for one in known}:
        _write(public, {"keys": [dict(key.as_dict(private=False)), *known]}, 0o644)


def _write(path: Path, content: dict[str, Any], mode: int) -> None:
    """All or nothing, and from its first byte readable for nobody else than `mode` says."""
    draft = path.with_name(f".{path.name}.{token_hex(4)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), mode)  # whatever the umask took away
        file.write(json.dumps(content, indent=2) + "\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m gateway_service.keys DIR")
    make_keys(Path(sys.argv[1]))
