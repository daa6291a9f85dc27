"""The events that each service promises, a file per service; their JSON Schemas lie in `tests/contracts/schemas`."""
