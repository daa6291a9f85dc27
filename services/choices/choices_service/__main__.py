"""The operator's commands: `python -m choices_service rebuild`, `… dead-letters list`."""

import sys

from choices_service.reactions import REACTIONS
from choices_service.settings import Settings
from choices_service.tables import metadata
from eigenwijs_shared.operate import operate

if __name__ == "__main__":
    sys.exit(operate(Settings(), REACTIONS, metadata))
