"""The operator's commands of a service: `python -m <name>_service rebuild`, `… dead-letters list|show|replay|drop`."""

import argparse
import asyncio
from collections.abc import Sequence

from pydantic import ValidationError
from sqlalchemy import MetaData

from eigenwijs_shared.contracts.profile import LearnerChanged, NeedsChanged
from eigenwijs_shared.db import make_engine, make_sessions
from eigenwijs_shared.events import deadletters
from eigenwijs_shared.events.connection import connect_nats, ensure_streams
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.events.rebuild import empty_projections
from eigenwijs_shared.events.tables import plumbing
from eigenwijs_shared.logging import configure_logging
from eigenwijs_shared.roster.tables import roster
from eigenwijs_shared.roster.wishes import wishes
from eigenwijs_shared.settings import OwnerSettings, ServiceSettings


def operate(
    settings: ServiceSettings, reactions: Reactions, metadata: MetaData, arguments: Sequence[str] | None = None
) -> int:
    """Carry out one command; the exit code is 0 when it did what it says."""
    configure_logging(settings)
    asked = _parser(settings.service).parse_args(arguments)
    if asked.command == "rebuild":
        # Profile's own tables bear the names of the projection that the others keep: those are never emptied.
        follows_roster = LearnerChanged.type in reactions.of_type
        follows_wishes = NeedsChanged.type in reactions.of_type
        projected = [*([roster] if follows_roster else []), *([wishes] if follows_wishes else [])]
        return asyncio.run(_rebuild([metadata, plumbing, *projected]))
    return asyncio.run(_dead_letters(settings, reactions, asked.action, asked.number))


def _parser(service: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m {service}_service")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("rebuild", help="empty the projections and build them anew from the owners' events")
    letters = commands.add_parser("dead-letters", help="events that could not be reacted to")
    letters.add_argument("action", choices=["list", "show", "replay", "drop"])
    letters.add_argument("number", nargs="?", type=int, help="which one; replay and drop take all without it")
    return parser


async def _rebuild(metadatas: Sequence[MetaData]) -> int:
    try:
        owner_url = OwnerSettings().owner_database_url
    except ValidationError:
        print("rebuild needs EW_OWNER_DATABASE_URL, the role that owns the tables")  # noqa: T201 - a command's answer
        return 2
    names = await empty_projections(owner_url, metadatas)
    print(f"emptied: {', '.join(names)}. The worker asks the owners to announce again.")  # noqa: T201 - likewise
    return 0


async def _dead_letters(settings: ServiceSettings, reactions: Reactions, action: str, number: int | None) -> int:
    client = await connect_nats(settings, name=f"{settings.service}-operator")
    engine = make_engine(settings.database_url, pool_size=1, name=f"{settings.service}-operator")
    js = client.jetstream(timeout=5)
    left = 0
    try:
        await ensure_streams(js, settings)
        async for letter in deadletters.dead_letters(js, settings.service):
            if number is not None and letter.number != number:
                continue
            if action == "drop":
                await deadletters.drop_dead_letter(js, settings.service, letter.number)
            elif action == "replay":
                done = await deadletters.replay_dead_letter(js, make_sessions(engine), reactions, letter)
                left += not done
            print(letter.whole() if action == "show" else letter.line())  # noqa: T201 - a command's answer
    finally:
        await client.close()
        await engine.dispose()
    return 1 if left else 0
