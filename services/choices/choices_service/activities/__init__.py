"""What learners can do for a goal."""
