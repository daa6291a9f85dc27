"""Words that are one slip of the keyboard away: a letter too many or too few, another one, or two that changed places.

They are looked up by what they are, as any word is: row-level security lets no index compare likeness. Pure.
"""

from functools import lru_cache
from string import ascii_lowercase

SHORTEST = 5
"""Of shorter words almost any slip is another word."""


@lru_cache(maxsize=2_000)
def slips_of(word: str) -> frozenset[str]:
    """None for a short word. The first letter is right: whoever misspells a word seldom begins it wrongly."""
    if len(word) < SHORTEST or not word.isalpha():
        return frozenset()
    cuts = [(word[:cut], word[cut:]) for cut in range(1, len(word) + 1)]
    swapped = {f"{head}{tail[1]}{tail[0]}{tail[2:]}" for head, tail in cuts if len(tail) > 1}
    dropped = {head + tail[1:] for head, tail in cuts if tail}
    added = {head + letter + tail for head, tail in cuts for letter in ascii_lowercase}
    other = {head + letter + tail[1:] for head, tail in cuts if tail for letter in ascii_lowercase}
    return frozenset(swapped | dropped | added | other) - {word}
