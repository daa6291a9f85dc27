"""Numba's decorator with a type, so that what it compiles stays checked."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Numbers = NDArray[np.float64] | NDArray[np.float32]
Ints = NDArray[np.int64]
Function = TypeVar("Function", bound=Callable[..., Any])


def _take_along() -> None:
    """A container that writes nowhere but in its temporary folder takes what was compiled when its image was built.

    Numba wants to be able to write where it reads. Several processes may start at once: each copies, one is first.
    """
    built = os.environ.get("EW_COMPILED")
    if not built or not Path(built).is_dir():
        return
    place = Path(tempfile.gettempdir()) / "eigenwijs-compiled"
    if not place.exists():
        own = Path(tempfile.mkdtemp(prefix="eigenwijs-compiled-"))
        shutil.copytree(built, own, dirs_exist_ok=True)
        try:
            own.rename(place)
        except OSError:  # another was first
            shutil.rmtree(own)
    os.environ["NUMBA_CACHE_DIR"] = str(place)
    numba.config.reload_config()  # type: ignore[no-untyped-call] # it reads the line above


_take_along()


def compiled(function: Function) -> Function:
    """One thread, kept on disk between processes, IEEE arithmetic: the same input always gives the same bits."""
    try:
        return cast(Function, numba.njit(cache=True)(function))
    except RuntimeError:  # nowhere to keep it: compiled anew in every process
        return cast(Function, numba.njit(function))
