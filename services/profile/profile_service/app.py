"""The profile service: who there is, who decides what, and what was done."""

from fastapi import FastAPI

from eigenwijs_shared.http import create_api
from profile_service.agency.routes import router as agency
from profile_service.attempts.routes import router as attempts
from profile_service.boards.routes import router as boards
from profile_service.connector.routes import router as connector
from profile_service.people.routes import router as people
from profile_service.roster.export_routes import router as roster_export
from profile_service.roster.routes import LARGEST_PACKAGE
from profile_service.roster.routes import router as roster
from profile_service.settings import Settings


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application; settings come from the environment unless given."""
    app = create_api(
        settings or Settings(),
        title="Eigenwijs profile",
        description="Boards, schools, educators, learners and groups; the dial; the ledger of attempts.",
        limits={"/v1/roster/imports": LARGEST_PACKAGE},
    )
    for router in (boards, connector, roster, roster_export, people, agency, attempts):
        app.include_router(router, prefix="/v1")
    return app
