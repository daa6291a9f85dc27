"""Who has which place once it is published, and what becomes of a place that comes free."""
