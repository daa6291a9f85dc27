"""Learners whom an educator does not put together; only educators and the board know."""
