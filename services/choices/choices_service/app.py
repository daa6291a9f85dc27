"""The HTTP application of choices."""

from fastapi import FastAPI

from choices_service.activities.routes import router as activities
from choices_service.apart.routes import router as apart
from choices_service.calendars.routes import router as calendars
from choices_service.cards.routes import router as cards
from choices_service.choices.routes import router as choices
from choices_service.contracts.planning_routes import router as plans
from choices_service.contracts.routes import router as contracts
from choices_service.frameworks.body import LARGEST
from choices_service.frameworks.routes import router as frameworks
from choices_service.goals.routes import router as goals
from choices_service.planning.planner import open_planner
from choices_service.settings import Settings
from choices_service.timetables.routes import router as timetables
from eigenwijs_shared.http import create_api


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application; settings come from the environment unless given."""
    app = create_api(
        settings or Settings(),
        title="Eigenwijs choices",
        description="What there is to choose, and what was chosen: frameworks, goals, activities, choices.",
        limits={"/v1/frameworks/imports": LARGEST},
        extra=open_planner,
    )
    # Calendars before contracts: `calendar.ics` is no contract's id.
    for router in (frameworks, goals, activities, choices, cards, timetables, apart, calendars, contracts, plans):
        app.include_router(router, prefix="/v1")
    return app
