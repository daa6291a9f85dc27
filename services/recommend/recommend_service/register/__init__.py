"""The register of decisions: append-only, each entry hashed onto the one before it (ADR 0026)."""
