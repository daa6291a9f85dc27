"""Names to sign in with."""

import unicodedata

USERNAME = r"^[^\s\x00-\x1f\x7f/\\?#%]{3,100}$"
"""No spaces, nor what a path would have to escape."""
LONGEST_TYPED = 1000
"""Characters, before they are made normal; nobody has a longer name, so nothing need be looked up or remembered."""


def normal_username(username: str) -> str:
    """Anna@Demo and anna@demo are the same person."""
    return unicodedata.normalize("NFKC", username.strip()).casefold().replace("\x00", "")
