"""The key that signs, and the set that everybody verifies with."""

import json
from pathlib import Path

from gateway_service.keys import make_keys


def test_made_once_and_only_the_owner_can_read_the_private_key(tmp_path: Path) -> None:
    make_keys(tmp_path / "keys")
    files = {path.name: path.read_bytes() for path in (tmp_path / "keys").iterdir()}
    make_keys(tmp_path / "keys")
    assert files == {path.name: path.read_bytes() for path in (tmp_path / "keys").iterdir()}
    assert set(files) == {"signing.json", "jwks.json"}
    assert [(tmp_path / "keys" / name).stat().st_mode & 0o777 for name in sorted(files)] == [0o644, 0o600]


def test_the_public_set_holds_nothing_private(tmp_path: Path) -> None:
    make_keys(tmp_path)
    assert all("d" not in key for key in json.loads((tmp_path / "jwks.json").read_text())["keys"])


def test_after_a_rotation_the_old_public_key_stays(tmp_path: Path) -> None:
    make_keys(tmp_path)
    (tmp_path / "signing.json").unlink()
    make_keys(tmp_path)
    kids = [key["kid"] for key in json.loads((tmp_path / "jwks.json").read_text())["keys"]]
    assert kids[0] == json.loads((tmp_path / "signing.json").read_text())["kid"]
    assert len(set(kids)) == 2
