"""Sends the outbox, and reacts to what other services announce."""

from choices_service.announcers import ANNOUNCERS
from choices_service.places.worker import fill_places_forever
from choices_service.reactions import REACTIONS
from choices_service.settings import Settings
from eigenwijs_shared.events.worker import run_worker
from eigenwijs_shared.rights.erasure import purging

if __name__ == "__main__":
    run_worker(Settings(), REACTIONS, ANNOUNCERS, tasks=[fill_places_forever], stream_tasks=[purging("choices")])
