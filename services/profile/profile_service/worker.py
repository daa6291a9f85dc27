"""Profile's worker: sends events, hears the others, pulls and applies rosters, turns dials, makes dossiers, forgets."""

from functools import partial

from eigenwijs_shared.events.worker import Task, run_worker
from profile_service.agency.moving import turn_dials_forever
from profile_service.announcers import ANNOUNCERS
from profile_service.connector.pull import pull_forever
from profile_service.dossier.actions import drop_old_dossiers_forever, make_dossiers_forever
from profile_service.erasure.actions import purge_erased
from profile_service.evidence.renewals import renew_ledgers_forever
from profile_service.proposals.releasing import propose_release_forever
from profile_service.reactions import REACTIONS
from profile_service.retention.actions import keep_to_terms_forever
from profile_service.roster.actions import apply_packages_forever
from profile_service.roster.calendar import follow_calendar_forever
from profile_service.settings import Settings

if __name__ == "__main__":
    settings = Settings()
    tasks: list[Task] = [
        apply_packages_forever,
        partial(pull_forever, settings=settings),
        follow_calendar_forever,
        turn_dials_forever,
        propose_release_forever,
        renew_ledgers_forever,
        make_dossiers_forever,
        drop_old_dossiers_forever,
        keep_to_terms_forever,
    ]
    run_worker(settings, REACTIONS, ANNOUNCERS, tasks=tasks, stream_tasks=[purge_erased])
