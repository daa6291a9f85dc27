"""For the board: what recommend holds of it, as files."""

from eigenwijs_shared.exports.routes import export_routes
from recommend_service.exports.datasets import DATASETS

router = export_routes("recommend", DATASETS)
