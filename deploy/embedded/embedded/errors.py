"""What can go wrong on the way up, so said that a person knows what to do; anything else shows where it happened."""


class UpFailed(Exception):
    """The suite could not be brought up; the text is for whoever asked."""
