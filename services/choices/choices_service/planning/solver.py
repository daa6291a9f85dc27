"""`python -m choices_service.planning.solver SECONDS`: answers problems, a line of JSON each, until nobody asks.

A process of its own, because the solver takes 150 MB and a processor: it ends when it was idle for so long, or when
whoever started it is gone.
"""

import json
import select
import signal
import sys

from choices_service.planning.model import solve
from choices_service.planning.problem import read_problem, written


def main(patience_s: float) -> None:
    # Whoever started it decides when it ends, not the Ctrl-C that ends them both.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    while select.select([asked], [], [], patience_s)[0]:
        line = asked.readline()
        if not line:
            return
        answers = [written(solve(read_problem(one))) for one in json.loads(line)]
        told.write(json.dumps(answers).encode() + b"\n")
        told.flush()


if __name__ == "__main__":
    main(float(sys.argv[1]))
