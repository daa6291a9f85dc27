"""Gather mode: a group is called together on one activity or question, and personal paths wait untouched."""
