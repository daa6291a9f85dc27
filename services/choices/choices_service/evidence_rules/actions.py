"""Setting and taking back evidence rules, and telling the others what holds."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.evidence_rules import store
from choices_service.evidence_rules.schemas import EvidenceRuleIn, EvidenceRuleOut, EvidenceRulesOut, Source
from choices_service.goals import store as goals
from choices_service.goals.actions import announce_goals
from eigenwijs_shared.contracts.choices import USUAL_RULE
from eigenwijs_shared.http.etags import tag_of
from eigenwijs_shared.http.matching import require_match


def entity_tag(out: EvidenceRuleOut) -> str:
    """Changes whenever anything in the answer does."""
    return tag_of(out.model_dump_json().encode())


async def all_rules(session: AsyncSession) -> EvidenceRulesOut:
    """All that hold now."""
    rules = await store.rules_now(session)
    of_goals = [_shown(goal_id, rules.of_goals[goal_id]) for goal_id in sorted(rules.of_goals)]
    return EvidenceRulesOut(of_board=_shown(None, rules.of_board), of_goals=of_goals)


async def rule_of(session: AsyncSession, goal_id: UUID | None) -> EvidenceRuleOut:
    """What holds for this goal (`UnknownGoal` if there is none), or for the board."""
    if goal_id is not None:
        await goals.find(session, goal_id)
    rules = await store.rules_now(session)
    return _shown(goal_id, rules.of_board if goal_id is None else rules.of(goal_id))


async def set_rule(
    session: AsyncSession,
    goal_id: UUID | None,
    wanted: EvidenceRuleIn | None,
    if_match: str | None,
    author_id: str,
    *,
    now: datetime,
) -> EvidenceRuleOut:
    """From now on this holds; None takes the rule back. Saying what holds already changes nothing."""
    await goals.lock_order(session)
    before = await rule_of(session, goal_id)
    require_match(if_match, entity_tag(before))
    own = before.source == ("board" if goal_id is None else "goal")
    if own != (wanted is not None) or (wanted is not None and wanted != _said(before)):
        rule = wanted.model_dump(mode="json", by_alias=False) if wanted is not None else None
        await store.add(session, goal_id, rule, author_id, now)
        await _tell(session, goal_id)
    return await rule_of(session, goal_id)


async def _tell(session: AsyncSession, goal_id: UUID | None) -> None:
    """Each goal for which another rule holds now gets its next version."""
    rules = await store.rules_now(session)
    followers = [goal_id] if goal_id is not None else await store.followers(session, rules)
    await store.renew_goals(session, followers)
    await announce_goals(session, followers)


def _said(out: EvidenceRuleOut) -> EvidenceRuleIn:
    told = {name: getattr(out, name) for name in EvidenceRuleIn.model_fields}
    return EvidenceRuleIn.model_validate(told, by_name=True)


def _shown(goal_id: UUID | None, held: store.SetRule | None) -> EvidenceRuleOut:
    source: Source = "usual" if held is None else "board" if held.goal_id is None else "goal"
    return EvidenceRuleOut(
        goal_id=goal_id,
        source=source,
        **(held.rule if held else USUAL_RULE).model_dump(by_alias=False),
        author_id=held.author_id if held else None,
        set_at=held.set_at if held else None,
    )
