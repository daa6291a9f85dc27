"""What there is to choose, and what was chosen: frameworks, learning goals, activities, choices."""
