"""`python -m tests.bench_model.scale 100000 1000000`: what a fit costs per attempt, on simulated learners."""

import resource
import sys
import time

from services.recommend.tests.model import make

from recommend_service.model.fit import fit

EACH, GOALS, ITEMS = 100, 200, 2_000


def main() -> None:
    fit(make.attempts(30), 8, 80)
    for wanted in sys.argv[1:] or ["100000", "1000000"]:
        told = make.attempts(int(wanted) // EACH, EACH, GOALS, ITEMS)
        started = time.perf_counter()
        fit(told, GOALS, ITEMS)
        seconds = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"{len(told):>10,} attempts  {seconds:7.1f} s  {1e6 * seconds / len(told):6.1f} µs each  {peak:.2f} GB")


if __name__ == "__main__":
    main()
