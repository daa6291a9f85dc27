"""Modules to choose from: what is offered, to whom, when, and for how many."""
