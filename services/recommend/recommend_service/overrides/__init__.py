"""People over models: pin, leave out, set a level, or pause the recommender, with a reason (ADR 0030)."""
