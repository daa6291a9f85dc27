"""Asking an owner to announce again; each consumer asks under its own name, as it may publish only its own subjects."""

from uuid import UUID

from eigenwijs_shared.events.envelope import Event


class ReplayRequested(Event):
    """The consumer named in the type misses what `source` announced: new, or wiped."""

    source: str
    request_id: UUID


class ProfileReplayRequested(ReplayRequested, type="profile.replay.requested.v1"):
    pass


class ChoicesReplayRequested(ReplayRequested, type="choices.replay.requested.v1"):
    pass


class RecommendReplayRequested(ReplayRequested, type="recommend.replay.requested.v1"):
    pass


class GatewayReplayRequested(ReplayRequested, type="gateway.replay.requested.v1"):
    pass


REPLAY_OF: dict[str, type[ReplayRequested]] = {
    "profile": ProfileReplayRequested,
    "choices": ChoicesReplayRequested,
    "recommend": RecommendReplayRequested,
    "gateway": GatewayReplayRequested,
}
