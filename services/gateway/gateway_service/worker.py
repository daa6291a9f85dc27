"""Follows the roster, and sends the outbox."""

from eigenwijs_shared.events.worker import run_worker
from eigenwijs_shared.rights.erasure import purging
from gateway_service.reactions import ANNOUNCERS, REACTIONS
from gateway_service.settings import WorkerSettings

if __name__ == "__main__":
    run_worker(WorkerSettings(), REACTIONS, ANNOUNCERS, stream_tasks=[purging("gateway")])
