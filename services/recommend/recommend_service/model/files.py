"""A model as one file: arrays, and a header with version, checksum and data. Nothing in it is ever run."""

import hashlib
import io
import json
import os
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from recommend_service.model.attempt import FEATURES
from recommend_service.model.attempts import Attempts
from recommend_service.model.difficulties import Eases
from recommend_service.model.features import PER_GOAL, WIDTH
from recommend_service.model.population import Population
from recommend_service.model.readout import ReadOut
from recommend_service.model.trees import Trees

FORMAT: Final = 1
ARRAYS: Final = (
    "constants", "goals", "items", "retries", "weights", "own", "scalars", "goals_firm", "items_firm", "caps",
    "splits", "edges", "leaves",
)  # fmt: skip


@dataclass(frozen=True)
class UnusableModel(Exception):
    """A file that cannot be a model: what is wrong, where, and how to mend it."""

    what: str
    where: str
    mend: str

    def __str__(self) -> str:
        return f"{self.what} ({self.where}). {self.mend}"


def fingerprint(attempts: Attempts) -> str:
    """Says whether two fits saw the same attempts, without saying anything about them."""
    digest = hashlib.sha256()
    for column in (attempts.learner, attempts.item, attempts.at, attempts.y, attempts.start, attempts.goals):
        digest.update(np.ascontiguousarray(column).tobytes())
    return digest.hexdigest()


def arrays_of(p: Population) -> dict[str, NDArray[Any]]:
    e, scalars = p.eases, np.array([p.eases.overall, p.eases.retry, p.mix, float(p.seen), p.readout.reach])
    found = (
        p.constants,
        e.goals,
        e.items,
        e.retries,
        p.readout.weights,
        p.readout.own,
        scalars,
        e.goals_firm,
        e.items_firm,
        p.readout.caps,
        p.trees.splits,
        p.trees.edges,
        p.trees.leaves,
    )
    return dict(zip(ARRAYS, found, strict=True))


def checksum(arrays: dict[str, NDArray[Any]]) -> str:
    digest = hashlib.sha256()
    for name in ARRAYS:
        digest.update(f"{name}{arrays[name].shape}".encode())
        digest.update(np.ascontiguousarray(arrays[name]).tobytes())
    return digest.hexdigest()


def packed(population: Population, data: str = "") -> bytes:
    """A model as it is kept in a file or a database; `data` is the fingerprint of what it was fitted on."""
    arrays = arrays_of(population)
    header = json.dumps({"format": FORMAT, "checksum": checksum(arrays), "data": data, "features": WIDTH})
    held = io.BytesIO()
    np.savez_compressed(held, allow_pickle=False, header=np.array(header), **arrays)
    return held.getvalue()


def save(population: Population, path: Path, data: str = "") -> None:
    """Write beside, then rename: a reader sees the old file or the new one, never half of one."""
    beside = path.with_name(path.name + ".part")
    with beside.open("wb") as file:
        file.write(packed(population, data))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def load(path: Path) -> Population:
    """The model in a file, or UnusableModel; a file that is not there is FileNotFoundError."""
    return unpacked(path.read_bytes(), path.name)


def unpacked(body: bytes, where: str) -> Population:
    """The model in these bytes, or UnusableModel that says where they came from."""
    try:
        with np.load(io.BytesIO(body), allow_pickle=False) as file:
            header = json.loads(str(file["header"]))
            found_format = header["format"]
            arrays = {name: file[name] for name in ARRAYS if found_format == FORMAT}
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error) as broken:
        mend = "Copy it again from where it was made, or fit once more."
        raise UnusableModel("The model file is cut off or is no model file", where, mend) from broken
    if found_format != FORMAT:
        mend = "Fit once more with this version, or start the version that made it."
        raise UnusableModel(f"The model file has format {found_format}; this version reads {FORMAT}", where, mend)
    if checksum(arrays) != header["checksum"] or not fitting(arrays):
        mend = "Copy it again from where it was made, or fit once more."
        raise UnusableModel("The model file's numbers are not those that were written", where, mend)
    return population_of(arrays)


def fitting(arrays: dict[str, NDArray[Any]]) -> bool:
    shapes = arrays["weights"].shape == (WIDTH,) and arrays["own"].shape[1:] == (len(PER_GOAL),)
    shapes = shapes and arrays["splits"].shape == arrays["edges"].shape and arrays["splits"].max(initial=0) <= FEATURES
    return shapes and all(bool(np.isfinite(array).all()) for array in arrays.values())


def population_of(arrays: dict[str, NDArray[Any]]) -> Population:
    overall, retry, mix, seen, reach = (float(one) for one in arrays["scalars"])
    a = arrays
    eases = Eases(overall, a["goals"], a["items"], retry, a["retries"], a["goals_firm"], a["items_firm"])
    readout, trees = ReadOut(a["weights"], a["own"], a["caps"], reach), Trees(a["splits"], a["edges"], a["leaves"])
    return Population(a["constants"], eases, readout, mix, int(seen), trees)
