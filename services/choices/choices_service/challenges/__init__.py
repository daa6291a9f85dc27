"""A learner's own question: what it is about, the plan, what comes of it, and the presentation that closes it."""
