"""Planning weeks: a week as numbers, the solver that fits it, and why one does not fit."""
