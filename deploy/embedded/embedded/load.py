"""Loads the demo board, in a process of its own: the supervisor stays small.

`python -m embedded.load URL FOLDER`, with the system client in EW_SYSTEM_CLIENT_ID and EW_SYSTEM_CLIENT_SECRET.
"""

import asyncio
import os
import sys
from pathlib import Path

from embedded.files import write_json

SUMMARY = "summary.json"


async def main(url: str, folder: Path) -> None:
    from demo.loader import load

    client, secret = os.environ["EW_SYSTEM_CLIENT_ID"], os.environ["EW_SYSTEM_CLIENT_SECRET"]
    write_json(folder / SUMMARY, await load(url, client, secret, folder, lambda text: print(text, flush=True)))  # noqa: T201 - the supervisor relays it


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
