"""The gateway hears who is active, so that an account ends with its person."""

from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.events.replay import Announcer
from eigenwijs_shared.rights.erasure import answer_erasures
from eigenwijs_shared.roster.reactions import follow_roster

REACTIONS = Reactions("gateway")
follow_roster(REACTIONS)
answer_erasures(REACTIONS)

ANNOUNCERS: tuple[Announcer, ...] = ()
"""Clients and accounts are nobody else's business."""
