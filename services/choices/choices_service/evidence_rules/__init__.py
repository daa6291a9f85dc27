"""Wel of niet: what must have been shown of a goal before a task for it may be left."""
