"""Counting what challenges cover."""

from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.challenge_coverage.schemas import CoverageOut, GoalCoverageOut, SubjectCoverageOut
from choices_service.challenges import rules, store
from choices_service.challenges.reach import Whose


async def cover(session: AsyncSession, who: Whose) -> CoverageOut:
    """Goals in the order of the curriculum; those that left it come last, for what was done stays done."""
    covered = rules.coverage_of(await store.covered_by(session, who.ids))
    curriculum = await store.curriculum(session)
    here = {row.goal_id for row in curriculum}
    left = await store.titles_of(session, sorted(covered.keys() - here))
    rows = [row for row in (*curriculum, *left) if row.goal_id in covered]
    goals = [
        GoalCoverageOut(
            **{name: getattr(row, name) for name in ("goal_id", "title", "subject", "parent_id", "framework_id")},
            challenges=covered[row.goal_id].challenges,
            presented=covered[row.goal_id].presented,
            learners=covered[row.goal_id].learners,
        )
        for row in rows
    ]
    subjects = [
        SubjectCoverageOut(
            subject=subject,
            goals=sum(row.subject == subject for row in curriculum),
            confirmed=sum(one.subject == subject for one in goals if one.goal_id in here),
            presented=sum(one.subject == subject and one.presented > 0 for one in goals if one.goal_id in here),
        )
        for subject in sorted({row.subject for row in curriculum})
    ]
    return CoverageOut(learner_id=who.learner_id, group_id=who.group_id, subjects=subjects, goals=goals)
