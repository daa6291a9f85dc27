"""The HTTP application of choices."""

from fastapi import FastAPI

from choices_service.activities.routes import router as activities
from choices_service.allocation.routes import router as allocation
from choices_service.apart.routes import router as apart
from choices_service.assignments.routes import router as assignments
from choices_service.calendars.routes import router as calendars
from choices_service.cards.routes import router as cards
from choices_service.case.routes import router as case
from choices_service.challenge_coverage.routes import router as coverage
from choices_service.challenge_work.routes import router as challenge_work
from choices_service.challenges.routes import router as challenges
from choices_service.choices.across import router as all_choices
from choices_service.choices.routes import router as choices
from choices_service.contracts.planning_routes import router as plans
from choices_service.contracts.routes import router as contracts
from choices_service.electives.routes import router as electives
from choices_service.evidence_rules.routes import router as evidence_rules
from choices_service.exports.routes import router as exports
from choices_service.following.routes import router as following
from choices_service.frameworks.body import LARGEST
from choices_service.frameworks.routes import router as frameworks
from choices_service.gather.routes import router as gather
from choices_service.goals.routes import router as goals
from choices_service.graph.routes import router as graph
from choices_service.mapping.routes import router as mapping
from choices_service.places.routes import router as places
from choices_service.planning.planner import open_planner
from choices_service.preferences.routes import router as preferences
from choices_service.settings import Settings
from choices_service.sheets.routes import router as sheets
from choices_service.swaps.routes import router as swaps
from choices_service.ticks.routes import router as ticks
from choices_service.timetables.routes import router as timetables
from choices_service.transfers.routes import LARGEST as LARGEST_TRANSFER
from choices_service.transfers.routes import router as transfers
from eigenwijs_shared.http import create_api

ROUTERS = (
    *(frameworks, following, goals, graph, transfers, activities, choices, all_choices, evidence_rules, cards, sheets),
    *(ticks, assignments, gather, exports, timetables, apart),
    # Calendars before contracts: `calendar.ics` is no contract's id.
    *(calendars, contracts, plans),
    # Coverage before challenges: its path looks like the id of one.
    *(mapping, coverage, challenges, challenge_work),
    *(electives, preferences, allocation, places, swaps),
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application; settings come from the environment unless given."""
    app = create_api(
        settings or Settings(),
        title="Eigenwijs choices",
        description="What there is to choose, and what was chosen: frameworks, goals, activities, choices, challenges.",
        limits={"/v1/frameworks/imports": LARGEST, "/v1/activities/imports": LARGEST_TRANSFER},
        extra=open_planner,
    )
    for router in ROUTERS:
        app.include_router(router, prefix="/v1")
    app.include_router(case)  # at its own paths, with its own errors, open to everybody
    return app
