"""What stands in the way of a version: its gaps at the fit, and on what was seen since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from eigenwijs_shared.errors import Sentence
from recommend_service.models.problems import ModelBlocked, ModelUnmeasured
from recommend_service.models.rules import EVERYBODY, Gap, Limits, gaps, unmeasured
from recommend_service.models.schemas import GapOut, Subgroup
from recommend_service.models.store import everybody
from recommend_service.models.tally import Tally, read

_KINDS: dict[str, Sentence] = {
    "auc": {"nl": "onderscheid (AUC)", "en": "discrimination (AUC)"},
    "calibration": {"nl": "kalibratie", "en": "calibration"},
}
_ALL: Sentence = {"nl": "iedereen", "en": "everybody"}


@dataclass(frozen=True, slots=True)
class Judged:
    gaps: Sequence[Gap]
    unmeasured: Sequence[str]
    """Keys of subgroups."""

    @property
    def blocks(self) -> list[Gap]:
        return [gap for gap in self.gaps if gap.verdict == "breach"]


def judge(row: Row[Any], live: Mapping[str, Tally], named: Sequence[Subgroup], limits: Limits) -> Judged:
    at_fit = {key: read(plain) for key, plain in row.subgroups.items()}
    keys = [one.key for one in named]
    found = [
        *gaps(everybody(at_fit), _of(at_fit, keys), limits, "fit"),
        *gaps(everybody(live), _of(live, keys), limits, "live"),
    ]
    # What was right about nobody has not been shown to be right.
    nobody = [EVERYBODY] if everybody(at_fit).n == 0 else []
    return Judged(found, [*nobody, *unmeasured(keys, at_fit)])


def _of(tallies: Mapping[str, Tally], keys: Sequence[str]) -> dict[str, Tally]:
    return {key: tallies[key] for key in keys if key in tallies}


def told(gap: Gap, named: Sequence[Subgroup]) -> GapOut:
    """With the subgroup's name."""
    names = {one.key: one.name for one in named}
    values = {name: getattr(gap, name) for name in gap.__slots__}
    return GapOut(**{**values, "subgroup": names.get(gap.subgroup, gap.subgroup) if gap.subgroup else None})


def called(keys: Sequence[str], named: Sequence[Subgroup], language: Any) -> list[str]:
    """The names of these subgroups."""
    names = {one.key: one.name for one in named}
    return [_ALL[language] if key == EVERYBODY else names.get(key, key) for key in keys]


def refuse(version: str, judged: Judged, named: Sequence[Subgroup]) -> None:
    """The problem that says what stands in the way, with its numbers; nothing where nothing does."""
    if judged.blocks:
        told_gaps = [told(gap, named).model_dump(mode="json", by_alias=True) for gap in judged.blocks]
        why = {"nl": "; ".join(_line(one, named, "nl") for one in judged.blocks)}
        why["en"] = "; ".join(_line(one, named, "en") for one in judged.blocks)
        raise ModelBlocked(version=version, why=why, more={"gaps": told_gaps})
    if judged.unmeasured:
        told_names = {language: ", ".join(called(judged.unmeasured, named, language)) for language in _ALL}
        raise ModelUnmeasured(version=version, names=told_names)


def _line(gap: Gap, named: Sequence[Subgroup], language: Any) -> str:
    [who] = called([gap.subgroup], named, language)
    text = f"{_KINDS[gap.kind][language]}, {who}: {gap.size:+.3f} ({gap.low:+.3f} … {gap.high:+.3f}), ± {gap.limit:.3f}"
    return text.replace(".", ",") if language == "nl" else text
