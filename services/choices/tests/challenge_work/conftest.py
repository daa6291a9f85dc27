"""The same learner, further on."""

from services.choices.tests.challenges.conftest import asking

__all__ = ["asking"]
