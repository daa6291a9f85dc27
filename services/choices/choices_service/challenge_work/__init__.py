"""Carrying a challenge out: the plan with its check-ins, what the learner shows, and the presentation."""
