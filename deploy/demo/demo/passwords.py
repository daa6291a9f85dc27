"""Passwords for accounts on a demo: easy to read out loud, and different on every installation."""

import secrets

from demo.files import SOURCE, read_lines


def new_password() -> str:
    words = read_lines(SOURCE / "wachtwoordwoorden.txt")
    return "-".join([*(secrets.choice(words) for _ in range(4)), str(10 + secrets.randbelow(90))])
