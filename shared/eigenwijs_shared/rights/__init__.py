"""The rights of a learner, as every service honours them: what must be alike everywhere is written once."""
