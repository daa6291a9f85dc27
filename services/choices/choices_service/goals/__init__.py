"""Learning goals and the order in which they build on each other."""
