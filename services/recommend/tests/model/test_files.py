"""A model file is the model, or a clear error."""

from pathlib import Path

import numpy as np
import pytest
from services.recommend.tests.model import make

from recommend_service.model import files
from recommend_service.model.fit import fit, predict


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "model.npz"
    files.save(fit(make.attempts(20), 8, 80), path, files.fingerprint(make.attempts(20)))
    return path


def test_a_model_comes_back_as_it_was(written: Path) -> None:
    told = make.attempts(5, seed=2)
    assert np.array_equal(predict(files.load(written), told, 8), predict(fit(make.attempts(20), 8, 80), told, 8))


@pytest.mark.parametrize("left", [0, 10, 500, -1])
def test_a_file_cut_off_is_refused_with_a_way_out(written: Path, left: int) -> None:
    written.write_bytes(written.read_bytes()[:left])
    with pytest.raises(files.UnusableModel, match=r"model\.npz.*fit once more"):
        files.load(written)


def test_another_format_is_refused_by_its_number(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FORMAT", 2)
    with pytest.raises(files.UnusableModel, match="format 1; this version reads 2"):
        files.load(written)


def test_changed_numbers_are_noticed(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with np.load(written) as file:
        arrays = {name: file[name] for name in file.files}
    arrays["weights"][3] += 1.0
    np.savez(written, **arrays)
    with pytest.raises(files.UnusableModel, match="not those that were written"):
        files.load(written)


def test_a_file_that_was_never_written_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files.load(tmp_path / "none.npz")
