"""`make bench`: what the suite does per second here, each figure beside its limit in the same run, as one table.

`make bench parts="learning large"` measures those parts alone; `scale=yes` adds what takes minutes to prepare.
"""

import asyncio
import sys
import time
from argparse import ArgumentParser
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

from tests.bench import (
    catalogue,
    challenges,
    crowd,
    decisions,
    electives,
    graphs,
    large,
    large_cards,
    learning,
    limits,
    loads,
    rosters,
    weeks,
)
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
    pinned50, pinned99 = spread(await decisions.assigned_to_card(school))
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
        Row("pinned activity → card that has it first", f"p50 {ms(pinned50)}, p99 {ms(pinned99)}", "-", "p99 < 1 s"),
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


async def graph_rows(school: School) -> list[Row]:
    rule, walk = graphs.rule_times(graphs.package_of(graphs.GOALS))
    imported, checked, drawn = await graphs.request_times(school)
    empty50, _ = spread(await limits.empty_route_times())
    of = f"{graphs.GOALS:,} goals"
    return [
        Row(f"order of {of} searched for a circle", ms(rule), f"looking at every step {ms(walk)}", "< 200 ms"),
        Row(f"check of {of}, whole request", ms(checked), f"empty route p50 {ms(empty50)}", "< 1 s"),
        Row(f"import of {of} (CASE)", f"{imported:.1f} s", "-", "< 10 s"),
        Row(f"picture of {graphs.PICTURE} goals, whole request", ms(drawn), f"empty route p50 {ms(empty50)}", "< 1 s"),
    ]


async def week_rows(school: School) -> list[Row]:
    found = await weeks.plan_a_class(school)
    nothing = await weeks.nothing_to_decide()
    how = f"{found['best']} of {found['planned']} proven best, gap {found['gap']:.1%}"
    return [
        Row(
            f"week plans of {found['learners']} learners at once",
            f"{found['warm']:.1f} s ({how}); with the solver's start {found['cold']:.1f} s",
            f"as many weeks with nothing to decide {nothing:.1f} s",
            "< 3 s",
        )
    ]


async def roster_rows(suite: Suite) -> list[Row]:
    first, again = await rosters.import_twice(suite, LEARNERS)
    copied = await limits.copy_of(suite, 6 * LEARNERS)
    figure = f"{first['seconds']:.0f} s, {first['mb']:.0f} MB; again: {again['seconds']:.0f} s"
    limit = f"COPY of as many records {copied:.1f} s"
    return [Row(f"roster {LEARNERS:,} learners", figure, limit, "< 120 s, < 400 MB; again: < 40 s")]


async def catalogue_rows(suite: Suite) -> list[Row]:
    took, found, counted = await catalogue.measured(suite)
    empty50, empty99 = spread(await limits.empty_route_times())
    limit = f"empty route p50 {ms(empty50)}, p99 {ms(empty99)}"
    number = f"{catalogue.ACTIVITIES_IN_ALL:,} activities"
    copied = await limits.copy_of(suite, catalogue.AT_ONCE)
    (found50, found99), (counted50, counted99) = spread(found), spread(counted)
    return [
        Row(f"search in {number}, 20 a second", f"p50 {ms(found50)}, p99 {ms(found99)}", limit, "p99 < 50 ms"),
        Row(f"facets of {number}, 20 a second", f"p50 {ms(counted50)}, p99 {ms(counted99)}", limit, "p99 < 50 ms"),
        Row(
            f"import of {catalogue.AT_ONCE:,} activities", f"{took:.1f} s", f"COPY of as many {copied:.1f} s", "< 15 s"
        ),
    ]


async def elective_rows(school: School) -> list[Row]:
    took = await electives.allocation(school)
    alone = f"in memory {took.alone:.2f} s"
    what = f"allocation, {electives.LEARNERS:,} learners × {electives.MODULES} modules × {electives.PERIODS} periods"
    return [
        Row(f"{what}: dry run", f"{took.tried:.2f} s", alone, "< 5 s"),
        Row(f"{what}: published", f"{took.published:.2f} s", alone, "< 5 s"),
    ]


async def challenge_rows(suite: Suite) -> list[Row]:
    times, goals, words = await challenges.mapping_times(suite)
    p50, p99 = spread(times)
    empty50, empty99 = spread(await limits.empty_route_times())
    figure = f"p50 {ms(p50)}, p99 {ms(p99)}"
    limit = f"empty route p50 {ms(empty50)}, p99 {ms(empty99)}"
    return [Row(f"challenge mapped over {goals:,} goals, {words:,} words", figure, limit, "p99 < 100 ms")]


async def large_rows(suite: Suite) -> list[Row]:
    """Cards last: what was learnt for them would be part of what is learnt."""
    async with large.large_board(suite) as school:
        insert = await limits.unnest_insert(suite)
        took = await learning.attempts_learnt(school)
        p50, p99 = spread(await large_cards.card_times(school))
    empty50, empty99 = spread(await limits.empty_route_times())
    number = learning.ATTEMPTS
    each = f"processor {1e6 * took.worker / number:.0f} µs each, of the database {1e6 * took.database / number:.0f} µs"
    return [
        Row(
            f"{number:,} attempts of {large.LEARNERS} learners, by one worker",
            f"{number / took.learnt:.0f}/s ({each}); with {took.events:,} events sent {number / took.told:.0f}/s",
            f"one unnest insert {insert:.0f} rows/s",
            "≥ 4000/s",
        ),
        Row(
            f"card, {large.GOALS:,} goals, {large.GOALS * large.PER_GOAL:,} activities",
            f"p50 {ms(p50)}, p99 {ms(p99)}",
            f"empty route p50 {ms(empty50)}, p99 {ms(empty99)}",
            "p99 < 40 ms",
        ),
    ]


async def scale_rows(suite: Suite) -> list[Row]:
    async with new_school(suite) as school:
        await loads.until_known(school)
        found = await crowd.card_times(school)
    (few50, few99), (many50, many99) = spread(found.few), spread(found.many)
    filled = f"filled in {found.filling:.0f} s, {found.size:.1f} GB"
    return [
        Row(
            f"card among {crowd.MANY:,} learners",
            f"p50 {ms(many50)}, p99 {ms(many99)}: {many99 / few99:.2f} × ({filled})",
            f"among {crowd.FEW:,} p50 {ms(few50)}, p99 {ms(few99)}",
            "p99 ≤ 1.5 ×",
        )
    ]


OF_A_SCHOOL: Mapping[str, Callable[[School], Awaitable[list[Row]]]] = {
    "requests": request_rows,
    "cards": card_rows,
    "graphs": graph_rows,
    "rights": rights_rows,
    "weeks": week_rows,
    "electives": elective_rows,
}
OF_A_SUITE: Mapping[str, Callable[[Suite], Awaitable[list[Row]]]] = {
    "rosters": roster_rows,
    "catalogue": catalogue_rows,
    "challenges": challenge_rows,
    "large": large_rows,
    "scale": scale_rows,
}


async def measure(suite: Suite, parts: Sequence[str]) -> list[Row]:
    rows: list[Row] = []
    if not OF_A_SCHOOL.keys().isdisjoint(parts):
        async with new_school(suite) as school:
            await loads.until_known(school)
            for name in OF_A_SCHOOL:
                rows += await OF_A_SCHOOL[name](school) if name in parts else []
    for name in OF_A_SUITE:
        rows += await OF_A_SUITE[name](suite) if name in parts else []
    return rows


def main(arguments: Sequence[str]) -> int:
    names = [*OF_A_SCHOOL, *OF_A_SUITE]
    parser = ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(names)}; none: all but scale")
    parser.add_argument("--scale", action="store_true", help="scale as well")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.parts) - set(names):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    whole = not asked.parts
    wanted = set(asked.parts) or set(names) - {"scale"}
    parts = [name for name in names if name in wanted or (name == "scale" and asked.scale)]
    began = time.monotonic()
    started = Started()
    try:
        suite = started.suite()
        first = time.monotonic() - began
        memory = f"{loads.memory_mb(suite):.0f} MB" if whole else ""
        rows = asyncio.run(measure(suite, parts))
        again = started.restart() if whole else 0.0
    finally:
        started.stop()
    if whole:
        rows += [
            Row("start-up, first", f"{first:.1f} s", "-", "< 90 s"),
            Row("start-up, again", f"{again:.1f} s", "-", "< 10 s"),
            Row("memory at rest, whole suite (PSS)", memory, "-", "< 900 MB"),
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
    sys.exit(main(sys.argv[1:]))
