"""One decision about a learner, for whom it is about: what, on what, by which version, and who can change it."""
