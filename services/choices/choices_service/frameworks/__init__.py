"""Curriculum packages: read, checked whole, and taken in without a trace when nothing changed."""
