"""The database server: durable, alone on its folder, and startable by anybody, root included."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from signal import SIGKILL
from subprocess import Popen

import pytest

from embedded import processes, running
from embedded.databases import SqlFailed, psql
from embedded.postgres import Postgres, stop_orphan
from embedded.postgres_home import forget, settle
from embedded.program import Program

Run = Callable[[Program], "Popen[bytes]"]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has this trouble")


def write_a_row(postgres: Postgres) -> None:
    psql(
        postgres.admin_dsn, "-c", "CREATE TABLE IF NOT EXISTS kept (word text)", "-c", "INSERT INTO kept VALUES ('yes')"
    )


def rows(postgres: Postgres) -> str:
    return psql(postgres.admin_dsn, "-c", "SELECT count(*) FROM kept")


def test_rows_are_back_after_kill_9(postgres: Postgres, run: Run) -> None:
    home = postgres.prepare()
    server = run(postgres.program(home))
    write_a_row(postgres)
    server.send_signal(SIGKILL)
    server.wait()
    run(postgres.program(home))
    assert rows(postgres) == "1"


def test_a_server_left_by_a_killed_supervisor_is_ended_before_the_next_starts(postgres: Postgres, run: Run) -> None:
    home = postgres.prepare()
    orphan = run(postgres.program(home))
    write_a_row(postgres)
    run(postgres.program(home))
    assert orphan.wait(5) == 0
    assert rows(postgres) == "1"


def test_a_note_about_a_process_that_is_not_our_server_is_forgotten_and_the_process_spared(
    postgres: Postgres, run: Run
) -> None:
    home = postgres.prepare()
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    (home.data / "postmaster.pid").write_text(f"{stranger.pid}\n{home.data}\n")
    stop_orphan(home.data)
    run(postgres.program(home))
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_nobody_enters_without_the_password(postgres: Postgres, run: Run) -> None:
    run(postgres.program(postgres.prepare()))
    with pytest.raises(SqlFailed, match="password authentication failed"):
        psql(replace(postgres, password="another").admin_dsn, "-c", "SELECT 1")


def test_a_second_start_finds_the_data_of_the_first(postgres: Postgres, run: Run) -> None:
    program = postgres.program(postgres.prepare())
    running.stop(program, run(program))
    run(postgres.program(postgres.prepare()))
    write_a_row(postgres)
    assert rows(postgres) == "1"


@as_root
def test_root_can_start_it_below_a_folder_that_no_other_user_may_enter(postgres: Postgres, run: Run) -> None:
    closed = postgres.folder.parent.parent / "closed"
    closed.mkdir(mode=0o700)
    inside = replace(postgres, folder=closed / "data")
    run(inside.program(inside.prepare()))
    write_a_row(inside)
    assert (rows(inside), closed.stat().st_mode & 0o777) == ("1", 0o700)


@as_root
def test_where_namespaces_are_forbidden_root_runs_it_as_nobody_on_a_private_copy(postgres: Postgres, run: Run) -> None:
    forbidden = replace(postgres, may_use_namespace=False)
    home = forbidden.prepare()
    server = run(forbidden.program(home))
    write_a_row(forbidden)
    assert Path(f"/proc/{server.pid}").stat().st_uid == 65534
    assert home.data.parent.stat().st_mode & 0o777 == 0o700
    assert forbidden.folder.readlink() == home.data


@as_root
def test_data_made_in_a_namespace_moves_along_when_namespaces_become_forbidden(postgres: Postgres, run: Run) -> None:
    program = postgres.program(postgres.prepare())
    server = run(program)
    write_a_row(postgres)
    running.stop(program, server)
    forbidden = replace(postgres, may_use_namespace=False)
    run(forbidden.program(forbidden.prepare()))
    assert rows(forbidden) == "1"


@as_root
def test_the_way_chosen_once_is_kept(postgres: Postgres) -> None:
    chosen = replace(postgres, may_use_namespace=False).prepare()
    assert settle(postgres.folder) == chosen
    forget(postgres.folder)
    assert not chosen.data.parent.exists()


def test_it_dies_with_the_process_that_started_it(tmp_path: Path, postgres: Postgres) -> None:
    home = postgres.prepare()
    starter = f"""
import os, time
from pathlib import Path
from embedded import running
from embedded.postgres import Postgres
postgres = Postgres(Path({str(postgres.folder)!r}), {postgres.port}, "a-password")
server = running.start(postgres.program(postgres.prepare()), Path({str(tmp_path / "log")!r}))
print(server.pid, flush=True)
os.kill(os.getpid(), 9)
"""
    ran = subprocess.run([sys.executable, "-c", starter], capture_output=True, text=True, check=False)
    server = processes.find(int(ran.stdout))
    stop_orphan(home.data)  # without Linux nothing else ends it
    assert server is None or processes.wait_gone(server, 10)
