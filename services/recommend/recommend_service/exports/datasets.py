"""What a board can take out of recommend as tables: the cards that were offered, and what is believed of learners."""

from eigenwijs_shared.exports.datasets import Columns, Datasets
from recommend_service.mastery.rules import EIGHTY_PERCENT, GENERAL_PRIOR

# `mastery.rules.chance_range` in the words of the database, so that a million rows need not pass through here: as the
# last fact left the estimate, not faded since.
_ESTIMATES = f"""SELECT learner_id, goal_id,
        probability, least(low, probability) AS low, greatest(high, probability) AS high,
        attempts, successes, hard_successes, proofs, streak, mastered, practised_at, updated_at,
        coalesce(s.model, '') AS model
    FROM estimate e LEFT JOIN learner_state s USING (board_id, learner_id)
    CROSS JOIN LATERAL (SELECT e.mean + e.ease + coalesce(s.mean, {GENERAL_PRIOR.mean}) AS mean,
        e.variance + coalesce(s.variance, {GENERAL_PRIOR.variance}) AS variance) a
    CROSS JOIN LATERAL (SELECT 1 / (1 + exp(-a.mean / sqrt(1 + pi() * a.variance / 8))) AS probability,
        1 / (1 + exp(-(a.mean - {EIGHTY_PERCENT} * sqrt(a.variance)))) AS low,
        1 / (1 + exp(-(a.mean + {EIGHTY_PERCENT} * sqrt(a.variance)))) AS high) p
    ORDER BY learner_id, goal_id"""  # noqa: S608 - constants of our own

DATASETS: Datasets = {
    "cards": Columns(
        {
            "learner_id": "text",
            "card_id": "text",
            "asked": "text",
            "subject": "text",
            "goal_ids": "text",
            "activity_ids": "text",
            "options": "text",
            "surprise_option_id": "text",
            "surprise_propensity": "number",
            "own_idea_allowed": "flag",
            "opt_out_allowed": "flag",
            "dial": "text",
            "needs": "text",
            "unmet_needs": "text",
            "policy": "text",
            "offered_at": "time",
        },
        "SELECT learner_id, card_id, asked, subject, "
        "(SELECT string_agg(g.value ->> 'goal_id', ' ' ORDER BY g.ordinality) "
        "FROM jsonb_array_elements(goals) WITH ORDINALITY g) AS goal_ids, "
        "(SELECT string_agg(o.value ->> 'activity_id', ' ' ORDER BY o.ordinality) "
        "FROM jsonb_array_elements(options) WITH ORDINALITY o) AS activity_ids, options::text AS options, "
        "surprise_option_id, surprise_propensity, own_idea_allowed, opt_out_allowed, dial::text AS dial, "
        "array_to_string(needs, ' ') AS needs, array_to_string(unmet_needs, ' ') AS unmet_needs, policy, offered_at "
        "FROM card ORDER BY learner_id, card_id",
    ),
    "estimates": Columns(
        {
            "learner_id": "text",
            "goal_id": "text",
            "probability": "number",
            "low": "number",
            "high": "number",
            "attempts": "whole",
            "successes": "whole",
            "hard_successes": "whole",
            "proofs": "whole",
            "streak": "whole",
            "mastered": "flag",
            "practised_at": "time",
            "updated_at": "time",
            "model": "text",
        },
        _ESTIMATES,
    ),
}
