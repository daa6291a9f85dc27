"""Real PostgreSQL and NATS for every test that asks: `postgres_admin`, `make_database`, `nats_server`."""

pytest_plugins = ["embedded.testing"]
