"""Learners whom an educator does not put together, as choices tells it: nobody is proposed as a peer across that."""
