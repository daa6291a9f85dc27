"""How a board wants its cards: the zone of expected success, and how much is left to chance (ADR 0034)."""
