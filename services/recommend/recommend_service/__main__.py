"""The operator's commands: `verify`, `fit`, `promote`, `rollback`, `papers`, `offpolicy`, and every service's."""

import os
import sys

from eigenwijs_shared.operate import operate
from recommend_service.models.command import COMMANDS, operate_models
from recommend_service.offpolicy.command import offpolicy
from recommend_service.papers.command import papers
from recommend_service.reactions import REACTIONS
from recommend_service.register.command import verify
from recommend_service.settings import Settings
from recommend_service.tables import metadata

if sys.argv[1:] == ["verify"]:
    sys.exit(verify(Settings()))
if sys.argv[1:2] and sys.argv[1] in COMMANDS:
    os.nice(10 if sys.argv[1] == "fit" else 0)  # whoever learns now goes first
    sys.exit(operate_models(Settings(), sys.argv[1:]))
if sys.argv[1:] == ["offpolicy"]:
    sys.exit(offpolicy(Settings()))
if sys.argv[1:2] == ["papers"]:
    sys.exit(papers(Settings(), sys.argv[2:]))
sys.exit(operate(Settings(), REACTIONS, metadata))
