"""The HTTP application of choices."""

from fastapi import FastAPI

from choices_service.activities.routes import router as activities
from choices_service.allocation.routes import router as allocation
from choices_service.cards.routes import router as cards
from choices_service.choices.routes import router as choices
from choices_service.electives.routes import router as electives
from choices_service.frameworks.body import LARGEST
from choices_service.frameworks.routes import router as frameworks
from choices_service.goals.routes import router as goals
from choices_service.places.routes import router as places
from choices_service.preferences.routes import router as preferences
from choices_service.settings import Settings
from choices_service.swaps.routes import router as swaps
from eigenwijs_shared.http import create_api


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application; settings come from the environment unless given."""
    app = create_api(
        settings or Settings(),
        title="Eigenwijs choices",
        description="What there is to choose, and what was chosen: frameworks, goals, activities, choices.",
        limits={"/v1/frameworks/imports": LARGEST},
    )
    for router in (frameworks, goals, activities, choices, cards, electives, preferences, allocation, places, swaps):
        app.include_router(router, prefix="/v1")
    return app
