"""Choosing the ports to listen on: the usual ones, or free ones if those are taken."""

import socket
from collections.abc import Mapping

from embedded.errors import UpFailed

USUAL = {
    "gateway": 8080,
    "profile": 8081,
    "choices": 8082,
    "recommend": 8083,
    "postgres": 8084,
    "nats": 8085,
    "nats_monitor": 8086,
}
VARIABLES = {name: "EW_PORT" if name == "gateway" else f"EW_{name.upper()}_PORT" for name in USUAL}
HOST = "127.0.0.1"


class PortTaken(UpFailed):
    """Somebody asked for this very port, and another program has it."""


def choose(environ: Mapping[str, str]) -> dict[str, int]:
    """A port for every listener; one that was asked for by name is taken or refused, never replaced."""
    chosen: dict[str, int] = {}
    for name, usual in USUAL.items():
        asked = environ.get(VARIABLES[name])
        if asked is not None and asked != "0":
            if not is_free(int(asked)) or int(asked) in chosen.values():
                raise PortTaken(f"{VARIABLES[name]}={asked}: that port is taken. Choose another, or leave it out.")
            chosen[name] = int(asked)
        else:
            chosen[name] = _free_near(usual if asked is None else 0, set(chosen.values()))
    return chosen


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a connection that just closed does not count
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def any_free() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _free_near(usual: int, chosen: set[int]) -> int:
    for port in range(usual, usual + 5000, 100) if usual else ():  # 8080, 8180, 8280: the last digits stay familiar
        if port not in chosen and is_free(port):
            return port
    while (port := any_free()) in chosen:
        continue
    return port
