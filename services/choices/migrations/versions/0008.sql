ALTER TABLE choice ALTER COLUMN card_id DROP NOT NULL;

ALTER TABLE choice
    ADD COLUMN replaces UUID,
    ADD COLUMN started_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN started_by TEXT,
    ADD COLUMN withdrawn_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN withdrawn_by TEXT;

COMMENT ON COLUMN choice.card_id IS 'null: chosen outside a card';

COMMENT ON COLUMN choice.replaces IS 'the earlier choice from the same card';

COMMENT ON COLUMN choice.started_at IS 'when somebody said so; an attempt says the same';

UPDATE choice later SET replaces = earlier.choice_id FROM choice earlier
WHERE earlier.board_id = later.board_id AND earlier.superseded_by = later.choice_id;

DROP INDEX choice_standing;

CREATE UNIQUE INDEX choice_standing ON choice (board_id, card_id) WHERE superseded_by IS NULL AND withdrawn_at IS NULL;

ALTER TABLE card_offered
    ADD COLUMN checks JSONB NOT NULL DEFAULT '[]',
    ADD COLUMN rule_versions JSONB NOT NULL DEFAULT '{}';

COMMENT ON COLUMN card_offered.checks IS '[{goalId, activityId}]';

COMMENT ON COLUMN card_offered.rule_versions IS 'of the evidence rules, by goal';

CREATE INDEX card_offered_of_learner ON card_offered (board_id, learner_id, offered_at);

ALTER TABLE catalogue_card
    ADD COLUMN checks JSONB NOT NULL DEFAULT '[]',
    ADD COLUMN rule_versions JSONB NOT NULL DEFAULT '{}';

COMMENT ON COLUMN catalogue_card.checks IS '[{goalId, activityId}]';

COMMENT ON COLUMN catalogue_card.rule_versions IS 'of the evidence rules, by goal';

CREATE TABLE evidence_rule (
    board_id UUID NOT NULL,
    version INTEGER NOT NULL,
    goal_id UUID,
    rule JSONB,
    author_id TEXT NOT NULL,
    set_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (board_id, version)
);

CREATE INDEX evidence_rule_of_goal ON evidence_rule (board_id, goal_id, version);

COMMENT ON TABLE evidence_rule IS 'The newest of each goal holds; never changed, so that it can be told what held when';

COMMENT ON COLUMN evidence_rule.version IS 'counts on through all rules of the board';

COMMENT ON COLUMN evidence_rule.goal_id IS 'null: for all goals that have no rule of their own';

COMMENT ON COLUMN evidence_rule.rule IS 'null: taken back';

ALTER TABLE evidence_rule ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON evidence_rule USING (board_id = current_board()) WITH CHECK (board_id = current_board());
