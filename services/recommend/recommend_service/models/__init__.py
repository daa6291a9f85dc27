"""Versions of the learner model: which is in use, how each does, and what stands in its way (ADR 0032)."""
