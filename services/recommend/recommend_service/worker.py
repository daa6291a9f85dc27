"""Learns from attempts, follows roster and catalogue, and sends the cards that were offered."""

from eigenwijs_shared.events.worker import run_worker
from eigenwijs_shared.rights.erasure import purging
from recommend_service.reactions import ANNOUNCERS, REACTIONS
from recommend_service.register.actions import look_after_forever
from recommend_service.settings import Settings

if __name__ == "__main__":
    run_worker(Settings(), REACTIONS, ANNOUNCERS, tasks=[look_after_forever], stream_tasks=[purging("recommend")])
