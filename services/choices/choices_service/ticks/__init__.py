"""Who chose what, of a whole group at once."""
