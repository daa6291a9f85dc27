"""`python -m demo URL FOLDER`: load the demo board into a suite that runs, and print who may sign in.

FOLDER holds the system client, in ew_system_client_id and ew_system_client_secret, and keeps how far loading came.
"""

import argparse
import asyncio
import sys
from pathlib import Path

from demo.door import Refused
from demo.files import Json
from demo.loader import load


def say(line: str) -> None:
    print(line, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m demo", description="Load the demo board through the public API.")
    parser.add_argument("url", help="where the gateway is")
    parser.add_argument("folder", type=Path, help="with the system client; and for how far loading came")
    asked = parser.parse_args()
    client_id, secret = ((asked.folder / f"ew_system_client_{part}").read_text().strip() for part in ("id", "secret"))
    try:
        loaded: Json = asyncio.run(load(asked.url, client_id, secret, asked.folder, say))
    except Refused as refused:
        sys.exit(f"demo: {refused}\nRun it again: it goes on where it stopped.")
    say(f"{loaded['board']['name']}: who may sign in")
    for account in loaded["accounts"]:
        say(f"  {account['role']:<12} {account['username']:<28} {account['password']}")


if __name__ == "__main__":
    main()
