"""The words of watches: what somebody can do now, and never what a learner would be."""

from typing import Final, Literal

from recommend_service.wording import Wording

WayKind = Literal["talk", "peer", "form", "foundation", "above", "together", "next"]
say: Final = Wording("watches")
