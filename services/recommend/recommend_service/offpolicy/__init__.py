"""What another way of offering would have brought, reckoned from what was drawn with known probabilities."""
