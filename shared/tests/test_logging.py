"""No line of a log says who somebody is."""

from uuid import uuid4

import pytest
import structlog

from eigenwijs_shared.ids import new_id
from eigenwijs_shared.logging import configure_logging
from eigenwijs_shared.settings import ServiceSettings


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_pseudonym_in_a_path_or_in_the_detail_of_an_error_is_left_out(
    settings: ServiceSettings, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    configure_logging(settings.model_copy(update={"log_format": form, "log_level": "INFO"}))
    learner_id, import_id = uuid4(), new_id()
    violation = ValueError(f"duplicate key\nDETAIL:  Key (given)=(Sanne) already exists: {learner_id}")
    structlog.get_logger().error("unexpected", path=f"/v1/learners/{learner_id}", exc_info=violation, id=str(import_id))
    said = capsys.readouterr().out
    assert "duplicate key" in said
    assert str(import_id) in said
    assert str(learner_id) not in said
    assert "Sanne" not in said
    structlog.reset_defaults()
