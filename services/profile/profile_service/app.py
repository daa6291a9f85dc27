"""The profile service: who there is, who decides what, and what was done."""

from fastapi import FastAPI

from eigenwijs_shared.http import create_api
from profile_service.access.routes import router as access
from profile_service.agency.routes import router as agency
from profile_service.aims.routes import router as aims
from profile_service.attempts.routes import router as attempts
from profile_service.boards.routes import router as boards
from profile_service.connector.routes import router as connector
from profile_service.consents.routes import router as consents
from profile_service.dossier.routes import router as dossier
from profile_service.erasure.routes import router as erasure
from profile_service.evidence.routes import router as evidence
from profile_service.exports.routes import router as exports
from profile_service.interests.routes import router as interests
from profile_service.motivation.routes import router as motivation
from profile_service.needs.routes import router as needs
from profile_service.notices.routes import router as notices
from profile_service.parents.routes import router as parents
from profile_service.people.routes import router as people
from profile_service.proposals.routes import router as proposals
from profile_service.register.routes import router as register
from profile_service.retention.routes import router as retention
from profile_service.roster.export_routes import router as roster_export
from profile_service.roster.routes import LARGEST_PACKAGE
from profile_service.roster.routes import router as roster
from profile_service.settings import Settings
from profile_service.talks.routes import router as talks
from profile_service.timeline.routes import router as timeline

ROUTERS = (
    boards,
    roster,
    people,
    parents,
    agency,
    attempts,
    exports,
    register,
    access,
    consents,
    notices,
    dossier,
    aims,
    talks,
    interests,
    needs,
    evidence,
    timeline,
    motivation,
    proposals,
    erasure,
    retention,
    roster_export,
    connector,
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application; settings come from the environment unless given."""
    app = create_api(
        settings or Settings(),
        title="Eigenwijs profile",
        description="Boards, schools, educators, learners and groups; the dial; the ledger of attempts.",
        limits={"/v1/roster/imports": LARGEST_PACKAGE},
    )
    for router in ROUTERS:
        app.include_router(router, prefix="/v1")
    return app
