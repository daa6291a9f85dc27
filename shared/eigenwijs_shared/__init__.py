"""Plumbing and promises that every Eigenwijs service stands on; no rule of learning lives here, no service's table."""
