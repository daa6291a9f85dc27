"""`make simulate`: all policies in all worlds, as a page with tables and pictures in `docs/`."""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path

from tests.simulate.drawing import Drawn, drawn
from tests.simulate.report import Results, figure, write
from tests.simulate.run import NAMES, Result, simulate

ROOT = Path(__file__).resolve().parents[2]
CHOOSING = ("ours", "oracle")
LOGGED, DRAWING, DAYS = "ABC", 24, 6
"""Off-policy estimates: in which worlds, from how many learners' first days."""
SAID = {
    "A": "Skill grows with every task, most where success is likely but not sure, and hardly before what comes first.",
    "B": "A goal is known or not, and jumps. Our estimate believes in slow growth, so this world is against it.",
    "C": "As A, but a third of the order of goals that the policies are shown is wrong.",
    "D": "As A, but learning spills over to other goals, a session tires, and twice as much is forgotten.",
    "E": "As A, but only what is spread over days lasts, and much is forgotten. No policy here knows that.",
}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--learners", type=int, default=25, help="a cell")
    asked.add_argument("--worlds", default="".join(SAID), help="such as AB")
    asked.add_argument("--to", type=Path, default=ROOT / "docs", help="folder of the page and its pictures")
    given = asked.parse_args()
    began = time.monotonic()
    with ProcessPoolExecutor() as workers:
        results = _all(workers, given.worlds, NAMES, given.learners, agency=True)
        without = _all(workers, given.worlds, CHOOSING, given.learners, agency=False)
        asked_of = [world for world in given.worlds if world in LOGGED]
        logs = dict(zip(asked_of, workers.map(_drawn, asked_of), strict=True))
    page = write(given.to, {world: SAID[world] for world in given.worlds}, results, without, logs)
    print(page.read_text())
    print(f"{time.monotonic() - began:.0f} s; written to {page}")
    return 0


def _all(workers: ProcessPoolExecutor, worlds: str, names: tuple[str, ...], learners: int, *, agency: bool) -> Results:
    cells = list(product(worlds, names, range(learners)))
    found: dict[tuple[str, str], list[Result]] = {}
    done = workers.map(_one, cells, [agency] * len(cells), chunksize=5)
    for (world, name, seed), result in zip(cells, done, strict=True):
        found.setdefault((world, name), []).append(result)
        if seed == learners - 1:
            reached = figure([one.goals for one in found[world, name]])
            print(f"{world}, {name}{'' if agency else ', without agency'}: {reached} goals", flush=True)
    return found


def _drawn(world: str) -> Drawn:
    return drawn(world, range(DRAWING), DAYS)


def _one(cell: tuple[str, str, int], agency: bool) -> Result:
    world, name, seed = cell
    return simulate(world, name, seed, agency=agency)


if __name__ == "__main__":
    sys.exit(main())
