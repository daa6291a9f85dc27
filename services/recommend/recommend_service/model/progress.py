"""A fit between two shards as bytes, so that one which was killed goes on where it was."""

import io
import zipfile
import zlib
from typing import Final

import numpy as np

from recommend_service.model.attempts import Attempts
from recommend_service.model.files import ARRAYS, FORMAT, UnusableModel, arrays_of, population_of
from recommend_service.model.fit import MODELS, Progress
from recommend_service.model.population import Population

EASES: Final = ("goals", "items", "retries", "goals_firm", "items_firm", "scalars")
SUMS: Final = ("constants", "tasks_said", "goals_said", "pairs", "shares")
SAMPLE: Final = ("learner", "item", "at", "y", "start", "goals", "offset", "weight")


def progress_bytes(progress: Progress) -> bytes:
    """A fit between two shards, to be kept while the next is added."""
    p, a = progress, progress.sample
    one = {f"prior_{name}": array for name, array in arrays_of(p.prior).items()}
    for k, eases in enumerate(p.eases):
        known = arrays_of(Population(p.constants, eases, p.prior.readout, 0.0))
        one |= {f"eases{k}_{name}": known[name] for name in EASES}
    one |= {name: getattr(p, name) for name in SUMS} | {"spreads": np.array(p.spreads)}
    one |= {f"sample_{name}": getattr(a, name) for name in ("learner", "item", "at", "y", "start", "goals")}
    one |= {"sample_offset": a.offsets, "sample_weight": a.weights}
    held = io.BytesIO()
    counts = np.array([FORMAT, p.turn, p.seed, p.seen, p.shards])
    np.savez(held, allow_pickle=False, counts=counts, **one)
    return held.getvalue()


def progress_of(kept: bytes, where: str = "progress") -> Progress:
    """The fit that `progress_bytes` kept, or UnusableModel: then it starts anew."""
    try:
        with np.load(io.BytesIO(kept), allow_pickle=False) as file:
            one = {name: file[name] for name in file.files}
        found_format, turn, seed, seen, shards = (int(count) for count in one["counts"])
        if found_format != FORMAT:
            raise ValueError(found_format)
        prior = population_of({name: one[f"prior_{name}"] for name in ARRAYS})
        blank = {name: one[f"prior_{name}"] for name in ARRAYS}
        eases = tuple(
            population_of(blank | {name: one[f"eases{k}_{name}"] for name in EASES}).eases for k in range(MODELS)
        )
        sample = Attempts(*(one[f"sample_{name}"] for name in SAMPLE))
        spreads = tuple(tuple(row.tolist()) for row in one["spreads"])
        sums = {name: one[name] for name in SUMS}
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error) as broken:
        raise UnusableModel(
            "What was kept of a fit is cut off or of another version", where, "Start it anew."
        ) from broken
    return Progress(turn, seed, prior, eases=eases, spreads=spreads, sample=sample, seen=seen, shards=shards, **sums)
