"""A short code for a learner, for paper and lists: where names may not be, one must still know whose it is.

Every service makes the same one. It leads to nobody: who has the list beside it knows, and it opens nothing.
"""

import hashlib
from uuid import UUID

LETTERS = "ACDEFGHJKLMNPQRTUVWXY3479"
"""Without what is read or heard for something else (0 O, 1 I, 2 Z, 5 S, 6 G, 8 B)."""
LENGTH = 4


def short_code(learner_id: UUID) -> str:
    """Four signs: in a group of thirty, two alike once in nine hundred groups."""
    number = int.from_bytes(hashlib.blake2b(learner_id.bytes, digest_size=8).digest())
    signs = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        signs.append(LETTERS[place])
    return "".join(signs)
