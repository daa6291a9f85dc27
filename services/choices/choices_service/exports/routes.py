"""For the board: what choices holds of it, as files."""

from choices_service.exports.datasets import DATASETS
from eigenwijs_shared.exports.routes import export_routes

router = export_routes("choices", DATASETS)
