"""Alarms that lead to a person: patterns in which a learner could use one, each with its evidence and a way out."""
