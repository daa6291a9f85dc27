"""`python -m tests.bench_model.scale 100000 1000000 10000000`: what a fit costs per attempt, on simulated learners.

Each size in a process of its own, shard by shard, so that the peak of memory is that size's.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from services.recommend.tests.model import make

from recommend_service.model.attempts import Attempts
from recommend_service.model.fit import TURNS, add_shard, end_turn, finish, fit, start

EACH, GOALS, ITEMS, SHARD = 100, 200, 5_000, 5_000
SIZES = ("100000", "1000000", "10000000")


def now() -> NDArray[np.float64]:
    return np.array([time.perf_counter(), time.process_time()])


def shards(learners: int) -> Iterator[Attempts]:
    for first in range(0, learners, SHARD):
        yield make.attempts(min(SHARD, learners - first), EACH, GOALS, ITEMS, seed=first, first=first)


def measure(attempts: int) -> str:
    """Seconds, of the clock and of one processor, without those in which learners are simulated."""
    fit(make.attempts(30), 8, 80)
    spent, progress = np.zeros(2), start(GOALS, ITEMS)
    while progress.turn < TURNS:
        for shard in shards(attempts // EACH):
            begun = now()
            progress = add_shard(progress, shard)
            spent += now() - begun
        begun = now()
        progress = end_turn(progress)
        spent += now() - begun
    begun = now()
    finish(progress)
    clock, processor = spent + now() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return f"{attempts:>12,} {clock:>10.1f} {processor:>10.1f} {1e6 * processor / attempts:>12.1f} {peak:>8.2f}"


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        print(measure(int(sys.argv[2])), flush=True)
        return
    print(f"{'attempts':>12} {'seconds':>10} {'processor':>10} {'µs/attempt':>12} {'GB':>8}", flush=True)
    for size in sys.argv[1:] or SIZES:
        subprocess.run([sys.executable, "-m", "tests.bench_model.scale", "--one", size], check=True)


if __name__ == "__main__":
    main()
