"""Remembering: when what was mastered is due to be looked at once more."""
