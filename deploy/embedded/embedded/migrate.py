"""Brings the services' databases to the newest schema; a database that is there already costs one small query.

`python -m embedded.migrate` reads {service: owner's address} as JSON from its input, where nobody sees the passwords.
One process does all, for starting Python and loading Alembic takes longer than migrating.
"""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from embedded.databases import psql
from embedded.errors import UpFailed
from embedded.paths import ROOT


class MigrationFailed(UpFailed):
    """Alembic refused; the text is what it said."""


def migrate_apart(owner_urls: Mapping[str, str]) -> None:
    """Migrate these services' databases in a process of its own, whose memory is gone afterwards."""
    ran = subprocess.run(
        [sys.executable, "-m", "embedded.migrate"],
        input=json.dumps(dict(owner_urls)), cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode != 0:
        raise MigrationFailed(ran.stdout + ran.stderr)


def is_at_head(service: str, owner_url: str) -> bool:
    """Whether the database says it has exactly the newest revision in the service's folder."""
    question = "SELECT version_num FROM alembic_version"
    script = f"SELECT '{question}' WHERE to_regclass('alembic_version') IS NOT NULL \\gexec"
    current = psql(owner_url.replace("+asyncpg", ""), script=script)
    return set(current.split()) == heads(ROOT / "services" / service / "migrations" / "versions")


def heads(versions: Path) -> set[str]:
    """The revisions that no other revision builds on, read from the files without running them."""
    revisions = [_constants(path) for path in sorted(versions.glob("*.py"))]
    built_on = {str(one.get("down_revision")) for one in revisions}
    return {str(one["revision"]) for one in revisions if "revision" in one} - built_on


def _constants(path: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.AnnAssign | ast.Assign) and isinstance(node.value, ast.Constant):
            targets = [node.target] if isinstance(node, ast.AnnAssign) else node.targets
            found |= {target.id: node.value.value for target in targets if isinstance(target, ast.Name)}
    return found


def migrate(service: str, owner_url: str) -> None:
    from alembic import command
    from alembic.config import Config

    os.environ["EW_OWNER_DATABASE_URL"] = owner_url
    config = Config(ROOT / "services" / service / "alembic.ini")
    config.attributes["configure_logger"] = False
    command.upgrade(config, "head")


if __name__ == "__main__":
    for name, url in json.load(sys.stdin).items():
        migrate(name, url)
