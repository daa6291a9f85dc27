"""How likely a learner is to know a goal, and how sure we are; learnt from attempts and other evidence."""
