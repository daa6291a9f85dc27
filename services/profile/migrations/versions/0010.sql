CREATE TABLE parent (
    board_id UUID NOT NULL,
    parent_id UUID NOT NULL,
    version INTEGER NOT NULL,
    active BOOLEAN NOT NULL,
    learner_ids UUID[] NOT NULL,
    PRIMARY KEY (board_id, parent_id)
);

COMMENT ON COLUMN parent.learner_ids IS 'children in reach now: not those who decide alone';

CREATE TABLE parent_rule (
    board_id UUID NOT NULL,
    age SMALLINT NOT NULL,
    grades TEXT[] NOT NULL,
    PRIMARY KEY (board_id)
);

COMMENT ON TABLE parent_rule IS 'Until when parents reach their children; without a row the default of the law holds';
