"""Eigenwijs, the one public door: sign-in, tokens, routing to the services behind it."""
