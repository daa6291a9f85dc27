"""What learners promised to do this week, as choices tells it."""
