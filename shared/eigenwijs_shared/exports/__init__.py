"""A board takes its own data with it: every service gives its datasets at one and the same address."""
