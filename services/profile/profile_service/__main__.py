"""Operator's commands: `python -m profile_service rebuild`, `python -m profile_service dead-letters list`."""

import sys

from eigenwijs_shared.operate import operate
from profile_service.reactions import REACTIONS
from profile_service.settings import Settings
from profile_service.tables import metadata

sys.exit(operate(Settings(), REACTIONS, metadata))
