"""`make bench-model`: the learner model beside its peers on public data, one table.

The data and the harness are not ours to pass on: EW_KT says where they are (`../shared/kt` if not said).
"""

import argparse
import importlib
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.bench_model import questions, wheelspin
from tests.bench_model.table import COLUMNS, Row, measured, printed

SETS = ("assist09", "assist17fa", "assist15", "spanish_s")
PEERS = ("global", "item", "elo", "irt1", "pfa", "bkt:forgets=1", "bestlr")
OURS = "recommend_service.mastery.harness:Model"


def harness() -> tuple[ModuleType, ModuleType] | None:
    """The harness's two modules, or nothing where the data is not."""
    place = Path(os.environ.get("EW_KT", "../shared/kt")).resolve()
    if not (place / "eval.py").exists():
        return None
    sys.path.insert(0, str(place))
    sys.dont_write_bytecode = True
    os.environ.setdefault("NUMBA_CACHE_DIR", str(Path.home() / ".cache" / "eigenwijs-numba"))
    return importlib.import_module("eval"), importlib.import_module("ktdata")


def wanted() -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=[], help=f"of {', '.join(SETS)}; all if none is named")
    parser.add_argument("--only", type=int, nargs="*", help="numbers of folds; all five if none is named")
    parser.add_argument("--models", nargs="*", default=[*PEERS, OURS], help="also dkt, where torch is installed")
    parser.add_argument("--questions", action="store_true", help="also small schools, day one, hidden goals")
    parser.add_argument(
        "--wheelspin", choices=("yes", "fitted"), help="instead: does the watch see who spins, in time?"
    )
    return parser.parse_args()


def main() -> int:
    asked, found = wanted(), harness()
    if found is None:
        print("SKIPPED: no learner data. EW_KT must name the folder that holds eval.py and data/.", file=sys.stderr)
        return 0
    evaluate, data = found
    for name in asked.sets or SETS:
        rows: list[Row] = []
        folds = [one for one in data.splits(data.load(name)) if asked.only is None or one[0] in asked.only]
        if asked.wheelspin:
            print(*wheelspin.told(name, folds, fit_too=asked.wheelspin == "fitted"), sep="\n", flush=True)
            continue
        print(printed(name, COLUMNS), flush=True)
        for model in asked.models:
            rows.append(measured(evaluate, model, folds))
            print(printed(model.partition(":")[0].rpartition(".")[2] if model == OURS else model, rows[-1]), flush=True)
        if asked.questions:
            for line in questions.ask(evaluate, folds[0][1], folds[0][2], OURS):
                print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
