"""Identifiers: time-ordered for what we record (RFC 9562 UUIDv7), random for people, so that an id tells nothing."""

from uuid import UUID, uuid4

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """For things and facts: sorts by the time it was made."""
    return uuid7()


def new_pseudonym() -> UUID:
    """For people: random, not derived from anything that identifies them."""
    return uuid4()
