"""Numba's decorator with a type, so that what it compiles stays checked."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]
Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """One thread, kept on disk between processes, IEEE arithmetic: the same input always gives the same bits."""
    return cast(Function, numba.njit(cache=True)(function))
