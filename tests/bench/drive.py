"""Drives one request again and again: as fast as it goes, or at a steady pace."""

import asyncio
import time
from collections.abc import Awaitable, Callable

Once = Callable[[], Awaitable[None]]


async def rate(once: Once, seconds: float, *, at_once: int = 32) -> float:
    """Calls a second, with `at_once` in flight; a second of warm-up does not count."""
    done = 0
    ends = time.perf_counter() + 1.0 + seconds

    async def again() -> None:
        nonlocal done
        while time.perf_counter() < ends:
            await once()
            done += 1

    running = [asyncio.create_task(again()) for _ in range(at_once)]
    await asyncio.sleep(1.0)
    before, began = done, time.perf_counter()
    await asyncio.gather(*running)
    return (done - before) / (time.perf_counter() - began)


async def steady(once: Once, *, per_second: float, seconds: float) -> list[float]:
    """Seconds per call, started at a steady pace whether or not the earlier ones have ended."""
    times: list[float] = []

    async def timed() -> None:
        began = time.perf_counter()
        await once()
        times.append(time.perf_counter() - began)

    calls = []
    for _ in range(int(per_second * seconds)):
        calls.append(asyncio.create_task(timed()))
        await asyncio.sleep(1 / per_second)
    await asyncio.gather(*calls)
    return times
