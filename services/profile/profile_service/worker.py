"""Profile's worker: sends events, hears choices, pulls and applies rosters, follows the calendar."""

from functools import partial

from eigenwijs_shared.events.worker import Task, run_worker
from profile_service.announcers import ANNOUNCERS
from profile_service.connector.pull import pull_forever
from profile_service.reactions import REACTIONS
from profile_service.roster.actions import apply_packages_forever
from profile_service.roster.calendar import follow_calendar_forever
from profile_service.settings import Settings

if __name__ == "__main__":
    settings = Settings()
    tasks: list[Task] = [apply_packages_forever, follow_calendar_forever, partial(pull_forever, settings=settings)]
    run_worker(settings, REACTIONS, ANNOUNCERS, tasks=tasks)
