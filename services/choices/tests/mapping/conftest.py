"""The curriculum that quality is measured on, read once."""

import pytest
from services.choices.tests.mapping.curriculum import Curriculum


@pytest.fixture(scope="session")
def curriculum() -> Curriculum:
    return Curriculum()
