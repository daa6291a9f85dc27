"""Objections (tegenspraak): people contest what was estimated, offered or signalled; evidence and a person decide."""
