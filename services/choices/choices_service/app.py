"""The HTTP application of choices."""

from fastapi import FastAPI

from choices_service.activities.routes import router as activities
from choices_service.cards.routes import router as cards
from choices_service.challenge_coverage.routes import router as coverage
from choices_service.challenge_work.routes import router as challenge_work
from choices_service.challenges.routes import router as challenges
from choices_service.choices.routes import router as choices
from choices_service.frameworks.body import LARGEST
from choices_service.frameworks.routes import router as frameworks
from choices_service.goals.routes import router as goals
from choices_service.mapping.routes import router as mapping
from choices_service.settings import Settings
from eigenwijs_shared.http import create_api


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application; settings come from the environment unless given."""
    app = create_api(
        settings or Settings(),
        title="Eigenwijs choices",
        description="What there is to choose, and what was chosen: frameworks, goals, activities, choices, challenges.",
        limits={"/v1/frameworks/imports": LARGEST},
    )
    # Coverage before challenges: its path looks like the id of one.
    for router in (frameworks, goals, activities, choices, cards, mapping, coverage, challenges, challenge_work):
        app.include_router(router, prefix="/v1")
    return app
