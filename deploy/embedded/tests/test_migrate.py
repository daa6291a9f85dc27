"""Whether a database is at its newest schema is read from the files, without loading Alembic."""

from pathlib import Path

from embedded.migrate import heads


def write(folder: Path, revision: str, down_revision: str | None) -> None:
    text = f'"""Says why."""\n\nrevision: str = {revision!r}\ndown_revision = {down_revision!r}\n'
    (folder / f"{revision}.py").write_text(text)


def test_the_head_is_the_revision_that_none_builds_on(tmp_path: Path) -> None:
    write(tmp_path, "0001", None)
    write(tmp_path, "0002", "0001")
    assert heads(tmp_path) == {"0002"}


def test_two_branches_have_two_heads(tmp_path: Path) -> None:
    write(tmp_path, "0001", None)
    write(tmp_path, "0002a", "0001")
    write(tmp_path, "0002b", "0001")
    assert heads(tmp_path) == {"0002a", "0002b"}
