"""What came out, as a table with intervals and a picture per world, in `docs/simulation.md` and beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from pathlib import Path
from statistics import mean, stdev

from recommend_service.offpolicy.estimates import Value
from tests.simulate.drawing import Drawn, estimates
from tests.simulate.run import ATTEMPTS, FIRST_DAY, PER_SESSION, REST, Result
from tests.simulate.watching import heard

NINETY_FIVE = 1.96
OURS = "ours"
A_GROUP = 25
"""Learners of one educator."""
Results = Mapping[tuple[str, str], Sequence[Result]]
"""By (world, policy), one a learner."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with half the width of its 95 % interval."""

    middle: float
    reach: float

    def __str__(self) -> str:
        return f"{self.middle:.1f} ± {self.reach:.1f}"


def figure(values: Sequence[float]) -> Figure:
    return Figure(mean(values), NINETY_FIVE * stdev(values) / sqrt(len(values)))


def gap(results: Sequence[Result]) -> float:
    """Goals that the half with the best start gained more than the other half; 0 is fair."""
    ordered = sorted(results, key=lambda one: one.start)
    half = len(ordered) // 2
    return mean(one.goals for one in ordered[-half:]) - mean(one.goals for one in ordered[:half])


def table(world: str, results: Results) -> str:
    """One world's rows; the last column compares with our own cards on the same learners, so it is surer than the rest.

    It has nothing where our cards are not among the policies.
    """
    lines = [
        "| policy | goals gained | kept after rest | goals per 10 h | in zone | variety | gap of starts "
        "| ours less this |",
        "|---|---|---|---|---|---|---|---|",
    ]
    ours = results.get((world, OURS), ())
    for (where, policy), found in results.items():
        if where == world:
            lines.append(_line(policy, found, ours))
    return "\n".join(lines)


def _line(policy: str, found: Sequence[Result], ours: Sequence[Result]) -> str:
    goals, kept = figure([one.goals for one in found]), figure([one.kept for one in found])
    pace = figure([10 * one.goals / one.hours for one in found])
    zone, variety = mean(one.in_zone for one in found), mean(one.variety for one in found)
    return (
        f"| {policy} | {goals} | {kept} | {pace} | {zone:.0%} | {variety:.2f} | {gap(found):+.1f} "
        f"| {_less(found, ours)} |"
    )


def _less(found: Sequence[Result], ours: Sequence[Result]) -> str:
    """Goals that our cards brought more than this policy, learner by learner."""
    if not ours or found is ours:
        return ""
    apart = figure([own.goals - one.goals for own, one in zip(ours, found, strict=True)])
    return f"{apart.middle:+.1f} ± {apart.reach:.1f}"


def against_the_best(world: str, results: Results) -> str:
    """How our cards stand to the best of the others, the all-seeing oracle apart; in standard errors."""
    others = [
        (mean(one.goals for one in found), policy)
        for (where, policy), found in results.items()
        if where == world and policy not in {OURS, "ours, no choice", "oracle"}
    ]
    _, best = max(others)
    ours, theirs = results[world, OURS], results[world, best]
    apart = figure([own.goals - one.goals for own, one in zip(ours, theirs, strict=True)])
    kept = figure([own.kept - one.kept for own, one in zip(ours, theirs, strict=True)])
    error = apart.reach / NINETY_FIVE
    if apart.middle >= error:
        word = "more than"
    else:
        word = "within one standard error of" if apart.middle >= -error else "**less than**"
    return (
        f"Ours gained {word} the best of the others, {best}: {apart.middle:+.1f} goals (standard error {error:.1f}); "
        f"after the rest {kept.middle:+.1f} (standard error {kept.reach / NINETY_FIVE:.1f})."
    )


def picture(world: str, results: Results) -> str:
    """Bars of the goals gained with their intervals, as an SVG that needs nothing else."""
    rows = [
        (policy, figure([one.goals for one in found])) for (where, policy), found in results.items() if where == world
    ]
    most = max(one.middle + one.reach for _, one in rows) or 1.0
    parts = [_bar(place, policy, one, 420 / most) for place, (policy, one) in enumerate(rows)]
    height = 28 * len(rows) + 40
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {height}" font-family="sans-serif" font-size="13">'
        f'<title>Goals gained in world {world}</title><rect width="640" height="{height}" fill="white"/>'
        f'<text x="12" y="20" font-weight="bold">World {world}: goals gained, mean and 95 % interval</text>'
        f"{''.join(parts)}</svg>\n"
    )


def _bar(place: int, policy: str, one: Figure, scale: float) -> str:
    top, end = 34 + 28 * place, 150 + one.middle * scale
    low, high = end - one.reach * scale, end + one.reach * scale
    colour = "#1d6f5c" if policy.startswith("ours") else "#9aa5a1"
    return (
        f'<text x="142" y="{top + 15}" text-anchor="end">{policy}</text>'
        f'<rect x="150" y="{top + 3}" width="{max(one.middle, 0) * scale:.1f}" height="16" fill="{colour}"/>'
        f'<path d="M{low:.1f} {top + 11}H{high:.1f}M{low:.1f} {top + 7}v8M{high:.1f} {top + 7}v8" stroke="black"/>'
        f'<text x="{high + 6:.1f}" y="{top + 15}">{one.middle:.1f}</text>'
    )


def alarms(world: str, results: Results) -> str:
    """What an educator of the first twenty-five learners would hear of them, day by day."""
    group = [one.opened for one in results[world, OURS][:A_GROUP]]
    evenings = [FIRST_DAY.replace(hour=23) + timedelta(days=day) for day in range(ATTEMPTS // PER_SESSION)]
    return f"| {world} | {len(group)} | {heard(group, evenings)} |"


def off_policy(found: Mapping[str, Drawn]) -> str:
    """Each estimate beside the truth."""
    lines = [
        "| world | asked about | truth | estimate | by | inside | draws | worth | cut |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for world, drawn in found.items():
        for asked, log in drawn.logs.items():
            lines += [_estimate(world, asked, drawn.truths[asked], one) for one in estimates(log)]
    return "\n".join(lines)


def _estimate(world: str, asked: str, truth: float, one: Value) -> str:
    inside = "yes" if one.low <= truth <= one.high else "no"
    return (
        f"| {world} | {asked} | {truth:.3f} | {one.value:.3f} ({one.low:.3f} to {one.high:.3f}) | {one.method} "
        f"| {inside} | {one.draws} | {one.effective:.0f} | {one.clipped:.1%} |"
    )


def write(
    folder: Path,
    worlds: Mapping[str, str],
    results: Results,
    without_agency: Results,
    drawn: Mapping[str, Drawn],
) -> Path:
    """The page and its pictures; `worlds` says in a sentence what is true in each."""
    folder.mkdir(parents=True, exist_ok=True)
    learners = len(next(iter(results.values())))
    parts = [_INTRODUCTION.format(learners=learners, attempts=ATTEMPTS, rest=REST)]
    for world, said in worlds.items():
        (folder / f"simulation-{world}.svg").write_text(picture(world, results))
        parts.append(
            f"## World {world}\n\n{said}\n\n{against_the_best(world, results)}\n\n"
            f"![World {world}](simulation-{world}.svg)\n\n{table(world, results)}\n"
        )
        parts.append(f"Without an effect of agency on learning:\n\n{table(world, without_agency)}\n")
    parts.append(_ALARMS + "\n".join(alarms(world, results) for world in worlds) + "\n")
    parts.append(_OFF_POLICY + off_policy(drawn) + "\n")
    page = folder / "simulation.md"
    page.write_text("\n".join(parts))
    return page


_ALARMS = """## What an educator hears

By the watches' own rules, with our cards: what would be found about one educator's learners in twenty school days. Each
educator gets at most three new alarms a day; the most urgent first, the others wait. Nothing is resolved or snoozed by
hand here, watches only close by themselves. Nobody is silent here, as every learner comes every day.

| world | learners | a school day |
|---|---|---|
"""
_OFF_POLICY = """## Off-policy estimates against the truth

Our cards' surprises are a log with known probabilities. From it the worth of other ways is estimated, without
running them: IPS, self-normalised IPS, and doubly robust with a ridge model of the reward, cross-fitted. What a draw
brings is success × (1 − the chance of success that we gave it); the truth is that of the same situations.
Intervals are 95 %, over learners. *Worth*: as many draws of the policy itself would tell about as much. *Cut*: draws of
which the weight was cut at 20. Rows of one world rest on the same draws, so luck in those moves them all alike.

"""
_INTRODUCTION = """# Ways to offer work, compared on simulated learners

Written by `make simulate`; do not edit. {learners} simulated learners a cell, at most {attempts} tasks in sessions of
twenty, then {rest} nights of rest. 24 goals in six layers, three levels each, three forms. A goal is reached when a
rested learner would succeed at it three times in four; *gap of starts* is how many goals the half that began strongest
gained more than the other half. *Ours less this* compares goals gained on the very same learners, which says more than
two intervals beside each other. Intervals are 95 %.

This says what a policy does **if** the world is so. It proves nothing about children: what it is for is to find
policies that break where their belief about learning is wrong, ours included. *ours* gives the learner the service's
own choice card and lets the learner take what it likes best; *ours, no choice* hands out the card's surprise. That an
own choice makes learning 15 % more effective is assumed, which is why each table stands there without it too. The
*oracle* sees the truth and is greedy: it takes what teaches most now, so a policy that looks ahead may beat it.
"""
