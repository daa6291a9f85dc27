"""Compiles the model's functions before anybody waits for them: `python -m recommend_service.model.warming`."""

import numpy as np

from recommend_service.model.learner import Predictor
from recommend_service.model.population import day_one_population


def warm() -> None:
    """Meet one imaginary learner, in all ways that the service meets real ones."""
    predictor = Predictor(day_one_population())
    learner = predictor.new_learner()
    goals, start = np.array([0, 1], dtype=np.int64), np.array([0, 2], dtype=np.int64)
    predictor.predict_update(learner, 0, goals, 1_800_000_000.0, 1.0, weight=1.0, offset=0.0)
    predictor.predict(learner, np.array([0], dtype=np.int64), start, goals, np.zeros(1), 1_800_000_000.0)


if __name__ == "__main__":
    warm()
