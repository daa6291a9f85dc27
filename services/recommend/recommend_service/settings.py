"""The variables of recommend: what every service has, and how far a model may serve a subgroup otherwise."""

from typing import ClassVar

from eigenwijs_shared.settings import ServiceSettings
from recommend_service.models.rules import Limits


class Settings(ServiceSettings):
    service: ClassVar[str] = "recommend"

    gate_auc: float = 0.05
    """The most that the area under the curve of a subgroup may differ from that of the others."""
    gate_calibration: float = 0.03
    """The same for mean predicted − observed; and the most that may be for everybody."""

    @property
    def limits(self) -> Limits:
        return Limits(self.gate_auc, self.gate_calibration)
