"""A learner's weeks as a calendar that phones and computers subscribe to, each by a token of its own."""
