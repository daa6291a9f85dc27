"""What learners chose from their cards, and when they may not."""
