"""Runs between fork and a program: ties its life to ours, sheds root, then becomes that program.

It imports little and starts with `-I -S`, because every process of the suite passes through it.
"""

import ctypes
import os
import pwd
import signal
import sys
from typing import Literal

Identity = Literal["self", "namespace", "nobody"]

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1


def enter_namespace() -> None:
    """Be nobody inside a user namespace and still root to the files outside it, without root's powers.

    PostgreSQL refuses to run as root. This way it needs neither another owner for its files nor parents open to others.
    """
    nobody = pwd.getpwnam("nobody")
    user, group = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "no user namespace to be had")
    maps = {"setgroups": "deny", "uid_map": f"{nobody.pw_uid} {user} 1", "gid_map": f"{nobody.pw_gid} {group} 1"}
    for name, line in maps.items():
        with open(f"/proc/self/{name}", "w", encoding="ascii") as handle:
            handle.write(line)


def become_nobody() -> None:
    nobody = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)
    os.environ["HOME"] = "/"


def die_with(parent: int, death: int) -> None:
    """Have the kernel send us `death` when our parent dies; without Linux the next `up` finds the orphan instead."""
    if os.uname().sysname != "Linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, death, 0, 0, 0)
    if os.getppid() != parent:  # it died before we asked
        sys.exit(1)


def main(identity: str, parent: str, death: str, folder: str, *argv: str) -> None:
    if identity == "namespace":
        enter_namespace()
    elif identity == "nobody":
        become_nobody()
    if parent != "0":  # after the change of user: that change would clear it again
        die_with(int(parent), int(death))
    os.chdir(folder)
    for number in (signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores these, and exec would pass that on
        signal.signal(number, signal.SIG_DFL)
    os.execv(argv[0], argv)  # noqa: S606 - that is what this file is for


if __name__ == "__main__":
    main(*sys.argv[1:])
