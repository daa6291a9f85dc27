"""The learner model: pure, typed, seeded; what it is told is arrays, never a database."""
