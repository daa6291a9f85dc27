"""Eigenwijs on one machine with nothing installed: real PostgreSQL and NATS from wheels, and our services."""
