"""The API of recommend: `uvicorn recommend_service.app:create_app --factory`."""

from asyncio import to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from eigenwijs_shared.http import create_api
from recommend_service.card_settings.routes import router as card_settings
from recommend_service.cards.group import router as group_cards
from recommend_service.cards.routes import router as cards
from recommend_service.catalogue.cache import Catalogues
from recommend_service.decisions.routes import router as decisions
from recommend_service.exports.routes import router as exports
from recommend_service.mastery.routes import router as mastery
from recommend_service.model.warming import warm
from recommend_service.models.routes import router as models
from recommend_service.objections.routes import router as objections
from recommend_service.overrides.routes import router as overrides
from recommend_service.papers.routes import router as papers
from recommend_service.register.routes import router as register
from recommend_service.reviews.routes import router as reviews
from recommend_service.settings import Settings
from recommend_service.watches.routes import router as watches


@asynccontextmanager
async def _with_catalogues(app: FastAPI) -> AsyncIterator[None]:
    app.state.catalogues = Catalogues()
    await to_thread(warm)
    yield


def create_app(settings: Settings | None = None) -> FastAPI:
    app = create_api(
        settings or Settings(),
        title="Eigenwijs recommend",
        description="Estimates of mastery, and choice cards with reasons.",
        extra=_with_catalogues,
    )
    app.include_router(mastery, prefix="/v1")
    app.include_router(cards, prefix="/v1")
    app.include_router(exports, prefix="/v1")
    app.include_router(group_cards, prefix="/v1")
    app.include_router(watches, prefix="/v1")
    app.include_router(reviews, prefix="/v1")
    app.include_router(register, prefix="/v1")  # before decisions, whose ids would match its names
    app.include_router(decisions, prefix="/v1")
    app.include_router(overrides, prefix="/v1")
    app.include_router(models, prefix="/v1")
    app.include_router(objections, prefix="/v1")
    app.include_router(card_settings, prefix="/v1")
    app.include_router(papers, prefix="/v1")
    return app
