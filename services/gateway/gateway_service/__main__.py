"""The operator's commands: `python -m gateway_service rebuild`, `… dead-letters list|show|replay|drop`."""

import sys

from eigenwijs_shared.operate import operate
from gateway_service.reactions import REACTIONS
from gateway_service.settings import WorkerSettings
from gateway_service.tables import metadata

if __name__ == "__main__":
    sys.exit(operate(WorkerSettings(), REACTIONS, metadata))
