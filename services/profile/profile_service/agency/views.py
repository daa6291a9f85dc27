"""Presets as they are shown, in the caller's language."""

from eigenwijs_shared.errors import Language
from profile_service.agency.presets import Preset
from profile_service.agency.schemas import PositionsOut, PresetOut


def preset_out(preset: Preset, language: Language) -> PresetOut:
    positions = [PositionsOut(kind=None, subjects=[], dimensions=dict(preset.positions), why=preset.why[language])]
    if preset.steps is not None and preset.why_steps is not None:
        positions.append(
            PositionsOut(
                kind="steps",
                subjects=list(preset.step_subjects),
                dimensions=dict(preset.steps),
                why=preset.why_steps[language],
            )
        )
    return PresetOut(
        preset=preset.preset,
        name=preset.name[language],
        explanation=preset.explanation[language],
        positions=positions,
    )
