"""Learns from attempts, follows roster and catalogue, looks daily at everybody, fits and scores models, sends cards."""

from eigenwijs_shared.events.worker import run_worker
from eigenwijs_shared.rights.erasure import purging
from recommend_service.fitting.nightly import fit_forever
from recommend_service.mastery.refolding import estimate_anew_forever
from recommend_service.model.warming import warm
from recommend_service.models.scoring import score_forever
from recommend_service.reactions import ANNOUNCERS, REACTIONS
from recommend_service.register.actions import look_after_forever
from recommend_service.settings import Settings
from recommend_service.watches.daily import watch_forever

if __name__ == "__main__":
    warm()
    each = [watch_forever, look_after_forever, estimate_anew_forever, score_forever, fit_forever]
    run_worker(Settings(), REACTIONS, ANNOUNCERS, tasks=each, stream_tasks=[purging("recommend")])
