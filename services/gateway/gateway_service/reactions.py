"""The gateway hears who is active, so that an account ends with its person."""

from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.events.replay import Announcer
from eigenwijs_shared.rights.dossier import Holding, hand_in_dossiers
from eigenwijs_shared.rights.erasure import answer_erasures
from eigenwijs_shared.roster.reactions import follow_roster
from gateway_service.accounts.store import forget_accounts

REACTIONS = Reactions("gateway")
follow_roster(REACTIONS, forget=forget_accounts)
hand_in_dossiers(
    REACTIONS, Holding(also={"account": "user_id", "agency_dial": "scope_id"}, hidden={"account": ["password_hash"]})
)
answer_erasures(REACTIONS)

ANNOUNCERS: tuple[Announcer, ...] = ()
"""Clients and accounts are nobody else's business."""
