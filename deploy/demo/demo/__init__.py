"""The demo board: made-up people, the real SLO curriculum, activities in Dutch and simulated learners."""
