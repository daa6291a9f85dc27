"""The operator's commands: `python -m recommend_service rebuild`, `… dead-letters list|show|replay|drop`."""

import sys

from eigenwijs_shared.operate import operate
from recommend_service.reactions import REACTIONS
from recommend_service.settings import Settings
from recommend_service.tables import metadata

sys.exit(operate(Settings(), REACTIONS, metadata))
