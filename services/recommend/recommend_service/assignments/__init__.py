"""What educators decided for learners and groups, as choices tells it."""
