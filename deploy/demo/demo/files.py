"""Where the demo's data lives, and how it is read and written so that the same content is the same bytes."""

import json
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
SOURCE = DATA / "source"
SLO_FRAMEWORK = DATA / "frameworks" / "slo-fo-kerndoelen.case.json"
OWN_FRAMEWORK = DATA / "frameworks" / "eigenwijs-leerlijnen.case.json"
ACTIVITIES = DATA / "activities.jsonl"

Json = dict[str, Any]


def as_json(content: Json) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def as_json_lines(rows: list[Json]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def read_json(path: Path) -> Json:
    content: Json = json.loads(path.read_text(encoding="utf-8"))
    return content


def read_json_lines(path: Path) -> list[Json]:
    return [json.loads(line) for line in read_lines(path)]
