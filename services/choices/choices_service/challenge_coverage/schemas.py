"""Coverage of the curriculum by challenges. Numbers of goals, never of learners against each other."""

from uuid import UUID

from eigenwijs_shared.models import Out


class SubjectCoverageOut(Out):
    """Of the `goals` of a subject that are practised: how many a coach confirmed in a challenge, and were presented."""

    subject: str
    goals: int
    confirmed: int
    presented: int


class GoalCoverageOut(Out):
    """`learners` is how many of the group reach this goal with a question of their own."""

    goal_id: UUID
    title: str
    subject: str
    parent_id: UUID | None
    framework_id: UUID
    challenges: int
    presented: int
    learners: int


class CoverageOut(Out):
    """Of one learner, or of the learners who are in the group now; only what a coach confirmed counts."""

    learner_id: UUID | None
    group_id: UUID | None
    subjects: list[SubjectCoverageOut]
    goals: list[GoalCoverageOut]
