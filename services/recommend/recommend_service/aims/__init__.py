"""Which goals learners aim for, as profile tells it."""
