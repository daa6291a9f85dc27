"""What a board can take out of choices as tables: what there is to choose, and what was chosen.

What a learner wrote itself (the title of an own idea, the reason of an opt-out) stays out: it is read one by one, by
whoever has the learner in reach, and not by the thousands.
"""

from eigenwijs_shared.exports.datasets import Columns, Datasets

DATASETS: Datasets = {
    "goals": Columns(
        {
            "goal_id": "text",
            "framework_id": "text",
            "framework": "text",
            "parent_id": "text",
            "code": "text",
            "title": "text",
            "short_title": "text",
            "subject": "text",
            "levels": "text",
            "assessable": "flag",
            "prerequisite_ids": "text",
            "active": "flag",
        },
        "SELECT g.goal_id, framework_id, f.title AS framework, g.parent_id, g.code, g.title, g.short_title, g.subject, "
        "array_to_string(g.levels, ' ') AS levels, g.assessable, p.ids AS prerequisite_ids, g.active "
        "FROM goal g JOIN framework f USING (board_id, framework_id) LEFT JOIN ("
        "SELECT board_id, goal_id, string_agg(prerequisite_id::text, ' ' ORDER BY prerequisite_id) AS ids "
        "FROM prerequisite GROUP BY board_id, goal_id) p USING (board_id, goal_id) "
        "ORDER BY framework_id, g.place, g.goal_id",
    ),
    "activities": Columns(
        {
            "activity_id": "text",
            "title": "text",
            "description": "text",
            "goal_ids": "text",
            "subjects": "text",
            "form": "text",
            "medium": "text",
            "company": "text",
            "level": "whole",
            "minutes": "whole",
            "kind": "text",
            "topic": "text",
            "materials": "text",
            "language": "text",
            "accessibility_notes": "text",
            "licence": "text",
            "author": "text",
            "links": "text",
            "status": "text",
            "active": "flag",
            "author_id": "text",
            "made_at": "time",
        },
        "SELECT activity_id, title, description, array_to_string(goal_ids, ' ') AS goal_ids, "
        "array_to_string(subjects, ' ') AS subjects, form, medium, company, level, minutes, kind, topic, "
        "array_to_json(materials)::text AS materials, language, accessibility_notes, licence, author, "
        "array_to_json(links)::text AS links, status, active, author_id, made_at "
        "FROM activity ORDER BY activity_id",
    ),
    "choices": Columns(
        {
            "learner_id": "text",
            "choice_id": "text",
            "card_id": "text",
            "kind": "text",
            "option_id": "text",
            "activity_id": "text",
            "goal_ids": "text",
            "author_id": "text",
            "made_at": "time",
            "superseded_by": "text",
        },
        "SELECT learner_id, choice_id, card_id, kind, option_id, activity_id, "
        "array_to_string(goal_ids, ' ') AS goal_ids, author_id, made_at, superseded_by "
        "FROM choice ORDER BY learner_id, choice_id",
    ),
    "catalogue-cards": Columns(
        {
            "learner_id": "text",
            "card_id": "text",
            "subject": "text",
            "goal_ids": "text",
            "activity_ids": "text",
            "options": "text",
            "surprise_option_id": "text",
            "opt_out_allowed": "flag",
            "missing_goal_ids": "text",
            "dimensions": "text",
            "offered_at": "time",
        },
        "SELECT learner_id, card_id, subject, array_to_string(goal_ids, ' ') AS goal_ids, "
        "(SELECT string_agg(o.value ->> 'activityId', ' ' ORDER BY o.ordinality) "
        "FROM jsonb_array_elements(options) WITH ORDINALITY o) AS activity_ids, options::text AS options, "
        "surprise_option_id, opt_out_allowed, array_to_string(missing_evidence, ' ') AS missing_goal_ids, "
        "dimensions::text AS dimensions, offered_at FROM catalogue_card ORDER BY learner_id, card_id",
    ),
}
