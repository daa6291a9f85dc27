"""Where PostgreSQL's files lie and as whom it runs; the only question on a machine where we are root."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from embedded.child import Identity
from embedded.paths import postgres_install
from embedded.program import inherited, launch

PRIVATE_PLACES = (Path("/var/lib"), Path("/var/tmp"), Path(tempfile.gettempdir()))  # noqa: S108 - a 0700 folder of our own is made in it


@dataclass(frozen=True)
class Home:
    """`install` has bin/, lib/, share/; `data` is PostgreSQL's data folder; `identity` says as whom it runs."""

    data: Path
    install: Path
    identity: Identity

    def tool(self, name: str) -> str:
        return str(self.install / "bin" / name)


def settle(folder: Path, *, may_use_namespace: bool = True) -> Home:
    """Find the way in which PostgreSQL can run on `folder` here, preparing what it needs; the same way every time.

    PostgreSQL refuses root. Root's clone may lie below folders that no other user may enter, and those are not ours to
    open. So root runs it in a user namespace, where root's files are its own; where the machine forbids namespaces, it
    runs as nobody on a private copy in a folder of the system, and `folder` becomes a link to the data there.
    It also refuses users without a name, as some container platforms make them: for these the namespace does as well.
    """
    install, is_root = postgres_install(), os.geteuid() == 0
    if not is_root and _has_name(os.geteuid()):
        return Home(folder, install, "self")
    if not folder.is_symlink() and may_use_namespace and _works(install, folder.parent, "namespace"):
        return Home(folder, install, "namespace")
    if not is_root:
        return Home(folder, install, "self")  # PostgreSQL itself will say what it lacks
    private = _private_copy(folder, install)
    return Home(private / "data", _copied(install, private), "nobody")


def forget(folder: Path) -> None:
    """Remove the data, and the private copy that `folder` may point to."""
    if folder.is_symlink():
        shutil.rmtree(folder.readlink().parent, ignore_errors=True)
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _has_name(user: int) -> bool:
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True


def _works(install: Path, writable: Path, identity: Identity) -> bool:
    """Whether under this identity the server's binary runs and the folder can be written."""
    script = 'test -w "$1" && test -x "$1" && exec "$2" --version'
    argv = ("/bin/sh", "-c", script, "sh", str(writable), str(install / "bin" / "postgres"))
    tried = subprocess.run(launch(argv, Path("/"), identity), env=inherited(), capture_output=True, check=False)
    return tried.returncode == 0


def _private_copy(folder: Path, install: Path) -> Path:
    """The private folder that `folder` points to, made and filled where needed: `data` and this `wheel`."""
    if not folder.is_symlink():
        return _make_private(folder, install)
    private = folder.readlink().parent
    if not _is_copied(install, private):
        _copy_install(install, private)
    return private


def _make_private(folder: Path, install: Path) -> Path:
    for place in PRIVATE_PLACES:
        private = place / f"eigenwijs-{secrets.token_hex(6)}"
        try:
            private.mkdir(mode=0o700)
            _give_to_nobody(private)
            _copy_install(install, private)
        except OSError:  # read-only or full: the next place may do
            shutil.rmtree(private, ignore_errors=True)
            continue
        if _works(_copied(install, private), private, "nobody"):  # in a folder mounted noexec it does not
            _move_data(folder, private)
            return private
        shutil.rmtree(private)
    raise PermissionError(f"as root PostgreSQL needs a folder to run from, and none of {PRIVATE_PLACES} will do")


def _copy_install(install: Path, private: Path) -> None:
    """Copy the wheel's package, and the libraries that some wheels put in a folder beside it."""
    shutil.rmtree(private / "wheel", ignore_errors=True)
    for part in (install.parent, install.parent.with_suffix(".libs")):
        if part.exists():
            shutil.copytree(part, private / "wheel" / part.name, symlinks=True)
    _give_to_nobody(private / "wheel")
    (private / "installed-from").write_text(_version(install), encoding="utf-8")


def _copied(install: Path, private: Path) -> Path:
    return private / "wheel" / install.parent.name / install.name


def _is_copied(install: Path, private: Path) -> bool:
    stamp = private / "installed-from"
    return stamp.exists() and stamp.read_text(encoding="utf-8") == _version(install)


def _move_data(folder: Path, private: Path) -> None:
    """Data made under a namespace that this machine no longer allows moves along, so that nothing is lost."""
    if folder.exists():
        shutil.move(folder, private / "data")
        _give_to_nobody(private / "data")
    folder.symlink_to(private / "data")


def _give_to_nobody(folder: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)


def _version(install: Path) -> str:
    binary = (install / "bin" / "postgres").stat()
    return f"{binary.st_size} {binary.st_mtime_ns}"
