"""Profile's worker: sends events, hears choices, applies roster packages, follows the calendar, turns dials."""

from eigenwijs_shared.events.worker import run_worker
from profile_service.agency.moving import turn_dials_forever
from profile_service.announcers import ANNOUNCERS
from profile_service.proposals.releasing import propose_release_forever
from profile_service.reactions import REACTIONS
from profile_service.roster.actions import apply_packages_forever
from profile_service.roster.calendar import follow_calendar_forever
from profile_service.settings import Settings

if __name__ == "__main__":
    own = [
        apply_packages_forever,
        follow_calendar_forever,
        propose_release_forever,
        turn_dials_forever,
    ]
    run_worker(Settings(), REACTIONS, ANNOUNCERS, tasks=own)
