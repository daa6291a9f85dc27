"""Profile's worker: sends events, hears choices, applies roster packages, follows the calendar."""

from eigenwijs_shared.events.worker import run_worker
from profile_service.announcers import ANNOUNCERS
from profile_service.erasure.actions import purge_erased
from profile_service.reactions import REACTIONS
from profile_service.retention.actions import keep_to_terms_forever
from profile_service.roster.actions import apply_packages_forever
from profile_service.roster.calendar import follow_calendar_forever
from profile_service.settings import Settings

if __name__ == "__main__":
    run_worker(
        Settings(),
        REACTIONS,
        ANNOUNCERS,
        tasks=[apply_packages_forever, follow_calendar_forever, keep_to_terms_forever],
        stream_tasks=[purge_erased],
    )
