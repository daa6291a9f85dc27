"""Sends the outbox, and reacts to what other services announce."""

from choices_service.announcers import ANNOUNCERS
from choices_service.mapping.keeping import keep_mapping_up_to_date
from choices_service.places.worker import fill_places_forever
from choices_service.reactions import REACTIONS
from choices_service.settings import Settings
from eigenwijs_shared.events.worker import run_worker
from eigenwijs_shared.rights.erasure import purging

if __name__ == "__main__":
    tasks = [keep_mapping_up_to_date, fill_places_forever]
    run_worker(Settings(), REACTIONS, ANNOUNCERS, tasks=tasks, stream_tasks=[purging("choices")])
