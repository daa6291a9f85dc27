"""What every HTTP surface of ours does alike: problems, body limits, entity tags, trace ids."""

from eigenwijs_shared.http.app import create_api
from eigenwijs_shared.http.limits import LARGEST_JSON, LimitBody

__all__ = ["LARGEST_JSON", "LimitBody", "create_api"]
