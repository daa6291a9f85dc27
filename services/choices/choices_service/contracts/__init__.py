"""The weektaak: a week that a learner drafts, an educator counters, both sign, and that is re-planned when it must."""
