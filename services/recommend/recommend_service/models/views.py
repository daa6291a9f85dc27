"""Versions as the board sees them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.models import store
from recommend_service.models.actions import LIVE_DAYS
from recommend_service.models.gate import called, judge, told
from recommend_service.models.rules import DAY_ONE, EVERYBODY, Limits, drift_of
from recommend_service.models.schemas import DriftOut, FiguresOut, ModelOut, ModelsOut, Subgroup
from recommend_service.models.tally import Tally, read

DRIFT_DAYS = 7


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known beside the versions themselves."""

    named: list[Subgroup]
    live: Mapping[str, Mapping[str, Tally]]
    lately: Mapping[str, Mapping[str, Tally]]
    limits: Limits


async def models_out(session: AsyncSession, limits: Limits, now: datetime) -> ModelsOut:
    today = now.astimezone(UTC).date()
    live = await store.live_since(session, today - timedelta(days=LIVE_DAYS))
    lately = await store.live_since(session, today - timedelta(days=DRIFT_DAYS))
    seen = _Seen(await store.subgroups_of(session), live, lately, limits)
    rows, in_use = await store.newest(session), await store.version_in_use(session)
    return ModelsOut(in_use=in_use, items=[*(_model(row, seen) for row in rows), _day_one(in_use, seen)])


async def model_out(session: AsyncSession, version: str, limits: Limits, now: datetime) -> ModelOut:
    """One that exists."""
    every = await models_out(session, limits, now)
    return next(one for one in every.items if one.version == version)


def figures_of(tally: Tally) -> FiguresOut | None:
    if tally.n == 0:
        return None
    return FiguresOut(
        attempts=tally.n,
        learners=tally.learners,
        log_loss=tally.log_loss,
        brier=tally.brier / tally.n,
        auc=tally.auc,
        ece=tally.ece,
        calibration_gap=tally.gap,
    )


def _model(row: Row[Any], seen: _Seen) -> ModelOut:
    live = seen.live.get(row.version, {})
    judged = judge(row, live, seen.named, seen.limits)
    at_fit = read(row.subgroups[EVERYBODY]) if EVERYBODY in row.subgroups else None
    kept = ("version", "status", "made_at", "made_by", "attempts", "learners", "checksum", "previous")
    return ModelOut(
        **{name: getattr(row, name) for name in (*kept, "promoted_at", "promoted_by", "reason")},
        figures=figures_of(at_fit) if at_fit else None,
        live=figures_of(store.everybody(live)),
        drift=_drift(row.version, at_fit, seen),
        gaps=[told(gap, seen.named) for gap in judged.gaps],
        unmeasured=called(judged.unmeasured, seen.named, "en"),
        blocks=[told(gap, seen.named) for gap in judged.blocks],
    )


def _drift(version: str, at_fit: Tally | None, seen: _Seen) -> DriftOut:
    lately = store.everybody(seen.lately.get(version, {}))
    expected = at_fit.log_loss if at_fit is not None and at_fit.n else None
    return DriftOut(word=drift_of(expected, lately, seen.limits.calibration), last_seven_days=figures_of(lately))


def _day_one(in_use: str, seen: _Seen) -> ModelOut:
    return ModelOut(
        version=DAY_ONE,
        status="in_use" if in_use == DAY_ONE else "retired",
        made_at=None,
        made_by=None,
        attempts=0,
        learners=0,
        checksum=None,
        previous=None,
        promoted_at=None,
        promoted_by=None,
        reason=None,
        figures=None,
        live=figures_of(store.everybody(seen.live.get(DAY_ONE, {}))),
        drift=_drift(DAY_ONE, None, seen),
        gaps=[],
        unmeasured=[],
        blocks=[],
    )
