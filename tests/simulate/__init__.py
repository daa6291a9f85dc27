"""Simulated learners in worlds that we made: which way of offering work teaches most. No real child is in it."""
