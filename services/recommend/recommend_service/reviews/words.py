"""The words of reviews: what one knew stays known; it is only looked at once more."""

from typing import Final

from recommend_service.wording import Wording

say: Final = Wording("reviews")
READERS: Final = ("learner", "educator", "parent")
