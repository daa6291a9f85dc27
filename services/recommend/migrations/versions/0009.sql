CREATE TABLE override (
    board_id UUID NOT NULL,
    override_id UUID NOT NULL,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    scope_id UUID NOT NULL,
    goal_id UUID,
    activity_id UUID,
    subject TEXT,
    level SMALLINT,
    reason TEXT NOT NULL,
    until DATE,
    author_id TEXT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    ended_by TEXT,
    PRIMARY KEY (board_id, override_id)
);

CREATE INDEX override_of_scope ON override (board_id, scope_id);

COMMENT ON TABLE override IS 'Where people correct the recommender; ended ones are kept';

COMMENT ON COLUMN override.until IS 'the last day; null: until it is ended (the board only)';

ALTER TABLE override ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON override USING (board_id = current_board()) WITH CHECK (board_id = current_board());
