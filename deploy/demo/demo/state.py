"""How far loading the demo came, kept in one file: whoever runs it again goes on where it stopped."""

import json
from pathlib import Path

from demo.files import Json, read_json


class State:
    """`facts` survive a crash once `save` returned. The file holds secrets: only its owner may read it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "demo.json"
        folder.mkdir(parents=True, exist_ok=True)
        self.facts: Json = read_json(self._path) if self._path.exists() else {}

    def save(self, **facts: object) -> None:
        self.facts.update(facts)
        fresh = self._path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(self.facts, ensure_ascii=False, indent=1), encoding="utf-8")
        fresh.replace(self._path)  # atomic: a crash leaves the old file or the new one, never half of one
