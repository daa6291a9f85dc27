"""Choice cards: what fits this learner now, within what the dial leaves to choose, and why."""
