"""What a board can take out of profile as tables; its own `sourced_id` leads its systems back to people."""

from eigenwijs_shared.exports.datasets import Columns, Datasets

DATASETS: Datasets = {
    "schools": Columns(
        {"school_id": "text", "sourced_id": "text", "name": "text", "active": "flag"},
        "SELECT school_id, sourced_id, name, active FROM school ORDER BY school_id",
    ),
    "groups": Columns(
        {
            "group_id": "text",
            "sourced_id": "text",
            "school_id": "text",
            "title": "text",
            "grades": "text",
            "subject": "text",
            "active": "flag",
        },
        "SELECT group_id, sourced_id, school_id, title, array_to_string(grades, ' ') AS grades, subject, active "
        "FROM learner_group ORDER BY group_id",
    ),
    "learners": Columns(
        {"learner_id": "text", "sourced_id": "text", "active": "flag", "grades": "text", "school_ids": "text"},
        "SELECT learner_id, p.sourced_id, active, "
        "array_to_string(grades, ' ') AS grades, array_to_string(school_ids, ' ') AS school_ids "
        "FROM learner t LEFT JOIN vault.person p ON (p.board_id, p.user_id) = (t.board_id, t.learner_id) "
        "ORDER BY learner_id",
    ),
    "educators": Columns(
        {"educator_id": "text", "sourced_id": "text", "active": "flag"},
        "SELECT educator_id, p.sourced_id, active "
        "FROM educator t LEFT JOIN vault.person p ON (p.board_id, p.user_id) = (t.board_id, t.educator_id) "
        "ORDER BY educator_id",
    ),
    "memberships": Columns(
        {"group_id": "text", "user_id": "text", "role": "text", "began_at": "time", "ended_at": "time"},
        "SELECT group_id, user_id, role, began_at, ended_at FROM membership ORDER BY group_id, user_id, role, began_at",
    ),
    "attempts": Columns(
        {
            "learner_id": "text",
            "sequence": "whole",
            "attempt_id": "text",
            "activity_id": "text",
            "goal_ids": "text",
            "level": "whole",
            "kind": "text",
            "form": "text",
            "score_scaled": "number",
            "success": "flag",
            "completion": "flag",
            "duration_seconds": "whole",
            "occurred_at": "time",
            "recorded_at": "time",
        },
        "SELECT learner_id, sequence, attempt_id, activity_id, array_to_string(goal_ids, ' ') AS goal_ids, level, "
        "kind, form, score_scaled, success, completion, duration_seconds, occurred_at, recorded_at "
        "FROM attempt ORDER BY learner_id, sequence",
    ),
    "evidence": Columns(
        {
            "learner_id": "text",
            "sequence": "whole",
            "evidence_id": "text",
            "kind": "text",
            "goal_ids": "text",
            "level": "whole",
            "weight": "number",
            "score_scaled": "number",
            "success": "flag",
            "corrects": "text",
            "occurred_at": "time",
            "recorded_at": "time",
        },
        "SELECT learner_id, sequence, evidence_id, kind, array_to_string(goal_ids, ' ') AS goal_ids, level, weight, "
        "score_scaled, success, corrects, occurred_at, recorded_at FROM evidence ORDER BY learner_id, sequence",
    ),
    "agency-moves": Columns(
        {
            "scope": "text",
            "scope_id": "text",
            "subject": "text",
            "version": "whole",
            "dimensions": "text",
            "author_id": "text",
            "reason": "text",
            "moved_at": "time",
        },
        "SELECT scope, scope_id, nullif(subject, '') AS subject, version, dimensions::text AS dimensions, author_id, "
        "reason, moved_at FROM agency_move ORDER BY scope, scope_id, subject, version",
    ),
    "needs": Columns(
        {
            "learner_id": "text",
            "need_id": "text",
            "need": "text",
            "until": "text",
            "author_id": "text",
            "set_at": "time",
            "ended_at": "time",
        },
        "SELECT learner_id, need_id, need, until, author_id, set_at, ended_at FROM held_need "
        "ORDER BY learner_id, need_id",
    ),
    "consents": Columns(
        {
            "learner_id": "text",
            "consent_id": "text",
            "purpose": "text",
            "given_by": "text",
            "method": "text",
            "proof": "text",
            "given_at": "time",
            "withdrawn_at": "time",
        },
        "SELECT learner_id, consent_id, purpose, given_by, method, proof, given_at, withdrawn_at FROM consent "
        "ORDER BY learner_id, consent_id",
    ),
    "access-log": Columns(
        {
            "learner_id": "text",
            "day": "text",
            "viewer_id": "text",
            "viewer_role": "text",
            "what": "text",
            "first_at": "time",
        },
        "SELECT learner_id, day, viewer_id, viewer_role, what, first_at FROM access "
        "ORDER BY learner_id, day, viewer_id, what",
    ),
}
