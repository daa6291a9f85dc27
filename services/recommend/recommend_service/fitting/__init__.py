"""A board's model fitted on what was observed there, learners by learners, and gone on with after a halt (ADR 0032)."""
