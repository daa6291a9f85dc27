"""A ridge model of the reward, from the features that a card's score is made of; cross-fitted over learners. Pure."""

import numpy as np

from recommend_service.offpolicy.logged import Floats, Log

FOLDS = 5


def expected_rewards(log: Log, ridge: float) -> Floats:
    """For every row the reward that is expected, by a model fitted on the other learners alone.

    Fitted by the weights of the policy asked about would be noisier; by the draws as they are is enough here.
    """
    _, of = np.unique(log.learners, return_inverse=True)
    fold, rows = of % FOLDS, log.rows()
    expected = np.zeros(len(log.features))
    for one in np.unique(fold):
        seen = fold != one
        taken = log.taken[seen]
        answers = _fitted(log.features[taken], log.rewards[seen], log.features, ridge)
        here = fold[rows] == one
        expected[here] = answers[here]
    return expected


def _fitted(features: Floats, rewards: Floats, asked: Floats, ridge: float) -> Floats:
    """Standardised, so that the penalty weighs every feature alike; the mean is not pulled to zero."""
    if not len(rewards):
        return np.zeros(len(asked))
    middle, spread = features.mean(axis=0), features.std(axis=0)
    spread = np.where(spread > 1e-9, spread, np.inf)  # what never varied says nothing
    known, mean = (features - middle) / spread, rewards.mean()
    penalty = ridge * np.eye(known.shape[1])
    weights = np.linalg.solve(known.T @ known + penalty, known.T @ (rewards - mean))
    return np.asarray(mean + ((asked - middle) / spread) @ weights)
