"""`make bench`: what the suite does per second here, each figure beside its limit in the same run, as one table."""

import asyncio
import sys
import time
from dataclasses import dataclass
from statistics import quantiles

from tests.bench import electives, limits, loads, rosters
from tests.journeys.school import School, new_school
from tests.journeys.suite import Started, Suite

LEARNERS = 50_000
ATTEMPTS = 20_000


@dataclass(frozen=True)
class Row:
    """One figure; `limit` is what the same machine does at best in this run, `aim` what we want."""

    what: str
    figure: str
    limit: str
    aim: str


def ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f} ms"


def spread(times: list[float]) -> tuple[float, float]:
    """(p50, p99) in seconds."""
    cuts = quantiles(times, n=100)
    return cuts[49], cuts[98]


async def request_rows(school: School) -> list[Row]:
    empty = await limits.empty_route()
    single = await loads.single_attempts(school)
    insert = await limits.unnest_insert(school.suite)
    batch = await loads.batch_attempts(school)
    return [
        Row("single attempts through the gateway", f"{single:.0f}/s", f"empty route {empty:.0f}/s", "≥ 300/s"),
        Row(
            "batch attempts through the gateway", f"{batch:.0f}/s", f"one unnest insert {insert:.0f} rows/s", "≥ 3000/s"
        ),
    ]


async def card_rows(school: School) -> list[Row]:
    p50, p99 = spread(await loads.cards(school))
    empty50, empty99 = spread(await limits.empty_route_times())
    # Before the next, whose preset gives subjects a dial of their own that these moves would not touch.
    moved50, moved99 = spread(await loads.dial_to_card(school))
    dial50, dial99 = spread(await loads.effective_dials(school))
    fresh50, fresh99 = spread(await loads.freshness(school))
    return [
        Row(
            "card, 20 a second",
            f"p50 {ms(p50)}, p99 {ms(p99)}",
            f"empty route p50 {ms(empty50)}, p99 {ms(empty99)}",
            "p99 < 100 ms",
        ),
        Row(
            "effective dial, 20 a second",
            f"p50 {ms(dial50)}, p99 {ms(dial99)}",
            f"empty route p50 {ms(empty50)}, p99 {ms(empty99)}",
            "p99 < 15 ms",
        ),
        Row("moved dial → card that obeys it", f"p50 {ms(moved50)}, p99 {ms(moved99)}", "-", "p99 < 1 s"),
        Row("accepted attempt → changed mastery", f"p50 {ms(fresh50)}, p99 {ms(fresh99)}", "-", "p99 < 1 s"),
    ]


async def rights_rows(school: School) -> list[Row]:
    pages, dossier, erasure = await loads.dossier_and_erasure(school, ATTEMPTS)
    page50, page99 = spread(pages)
    copied = await limits.copy_of(school.suite, ATTEMPTS)
    return [
        Row("a page of that learner's timeline", f"p50 {ms(page50)}, p99 {ms(page99)}", "-", "p99 < 250 ms"),
        Row(
            f"dossier of {ATTEMPTS:,} attempts", f"{dossier:.1f} s", f"COPY of as many records {copied:.1f} s", "< 10 s"
        ),
        Row("erasure of that learner, all receipts", f"{erasure:.1f} s", "-", "< 5 s"),
    ]


async def roster_rows(suite: Suite) -> list[Row]:
    first, again = await rosters.import_twice(suite, LEARNERS)
    copied = await limits.copy_of(suite, 6 * LEARNERS)
    figure = f"{first['seconds']:.0f} s, {first['mb']:.0f} MB; again: {again['seconds']:.0f} s"
    limit = f"COPY of as many records {copied:.1f} s"
    return [Row(f"roster {LEARNERS:,} learners", figure, limit, "< 120 s, < 400 MB; again: < 40 s")]


async def elective_rows(school: School) -> list[Row]:
    took = await electives.allocation(school)
    alone = f"in memory {took.alone:.2f} s"
    what = f"allocation, {electives.LEARNERS:,} learners × {electives.MODULES} modules × {electives.PERIODS} periods"
    return [
        Row(f"{what}: dry run", f"{took.tried:.2f} s", alone, "< 5 s"),
        Row(f"{what}: published", f"{took.published:.2f} s", alone, "< 5 s"),
    ]


async def measure(suite: Suite) -> list[Row]:
    async with new_school(suite) as school:
        await loads.until_known(school)
        rows = await request_rows(school) + await card_rows(school) + await rights_rows(school)
        rows += await elective_rows(school)
    return rows + await roster_rows(suite)


def main() -> int:
    began = time.monotonic()
    started = Started()
    try:
        suite = started.suite()
        first = time.monotonic() - began
        memory = Row("memory at rest, whole suite (PSS)", f"{loads.memory_mb(suite):.0f} MB", "-", "< 900 MB")
        rows = asyncio.run(measure(suite))
        again = started.restart()
    finally:
        started.stop()
    rows += [
        Row("start-up, first", f"{first:.1f} s", "-", "< 90 s"),
        Row("start-up, again", f"{again:.1f} s", "-", "< 10 s"),
        memory,
    ]
    sys.stdout.write(table(rows))
    return 0


def table(rows: list[Row]) -> str:
    lines = [
        ("what", "figure", "limit in the same run", "aim"),
        *((row.what, row.figure, row.limit, row.aim) for row in rows),
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    return (
        "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
        + "\n"
    )


if __name__ == "__main__":
    sys.exit(main())
