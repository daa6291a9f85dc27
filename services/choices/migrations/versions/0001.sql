CREATE TABLE activity (
    board_id UUID NOT NULL,
    activity_id UUID NOT NULL,
    version INTEGER NOT NULL,
    active BOOLEAN NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    goal_ids UUID[] NOT NULL,
    subjects TEXT[] NOT NULL,
    form TEXT NOT NULL,
    medium TEXT NOT NULL,
    company TEXT NOT NULL,
    level SMALLINT NOT NULL,
    minutes SMALLINT NOT NULL,
    kind TEXT NOT NULL,
    topic TEXT NOT NULL,
    materials TEXT[] NOT NULL,
    language TEXT NOT NULL,
    author_id TEXT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (board_id, activity_id)
);

CREATE INDEX activity_goal_ids ON activity USING gin (goal_ids);

COMMENT ON COLUMN activity.subjects IS 'of its goals';

ALTER TABLE activity ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON activity USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE card_offered (
    board_id UUID NOT NULL,
    card_id UUID NOT NULL,
    learner_id UUID NOT NULL,
    subject TEXT,
    options JSONB NOT NULL,
    goal_ids UUID[] NOT NULL,
    surprise_option_id UUID,
    opt_out_allowed BOOLEAN NOT NULL,
    missing_evidence UUID[] NOT NULL,
    dimensions JSONB NOT NULL,
    offered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (board_id, card_id)
);

COMMENT ON TABLE card_offered IS 'Cards that recommend offered';

COMMENT ON COLUMN card_offered.options IS '[{optionId, activityId, goalIds}]';

ALTER TABLE card_offered ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON card_offered USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE catalogue_card (
    board_id UUID NOT NULL,
    card_id UUID NOT NULL,
    learner_id UUID NOT NULL,
    subject TEXT,
    options JSONB NOT NULL,
    goal_ids UUID[] NOT NULL,
    surprise_option_id UUID,
    opt_out_allowed BOOLEAN NOT NULL,
    missing_evidence UUID[] NOT NULL,
    dimensions JSONB NOT NULL,
    offered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (board_id, card_id)
);

CREATE UNIQUE INDEX catalogue_card_content ON catalogue_card (board_id, learner_id, content);

COMMENT ON TABLE catalogue_card IS 'Cards that this service made while recommend was away';

COMMENT ON COLUMN catalogue_card.options IS '[{optionId, activityId, goalIds}]';

COMMENT ON COLUMN catalogue_card.content IS 'digest of all that is on it: the same card is not stored twice';

ALTER TABLE catalogue_card ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON catalogue_card USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE choice (
    board_id UUID NOT NULL,
    choice_id UUID NOT NULL,
    learner_id UUID NOT NULL,
    card_id UUID NOT NULL,
    kind TEXT NOT NULL,
    option_id UUID,
    activity_id UUID,
    goal_ids UUID[] NOT NULL,
    title TEXT,
    reason TEXT,
    author_id TEXT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    superseded_by UUID,
    PRIMARY KEY (board_id, choice_id)
);

CREATE INDEX choice_of_learner ON choice (board_id, learner_id, choice_id);

CREATE UNIQUE INDEX choice_standing ON choice (board_id, card_id) WHERE superseded_by IS NULL;

COMMENT ON COLUMN choice.superseded_by IS 'the later choice from the same card';

ALTER TABLE choice ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON choice USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE framework (
    board_id UUID NOT NULL,
    framework_id UUID NOT NULL,
    title TEXT NOT NULL,
    creator TEXT NOT NULL,
    language TEXT,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    imported_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (board_id, framework_id)
);

COMMENT ON COLUMN framework.changed_at IS 'as its publisher says';

ALTER TABLE framework ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON framework USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE goal (
    board_id UUID NOT NULL,
    goal_id UUID NOT NULL,
    version INTEGER NOT NULL,
    active BOOLEAN NOT NULL,
    framework_id UUID NOT NULL,
    parent_id UUID,
    place INTEGER NOT NULL,
    subject TEXT NOT NULL,
    title TEXT NOT NULL,
    short_title TEXT,
    code TEXT,
    levels TEXT[] NOT NULL,
    assessable BOOLEAN NOT NULL,
    ordered_by_board BOOLEAN DEFAULT false NOT NULL,
    PRIMARY KEY (board_id, goal_id),
    FOREIGN KEY(board_id, framework_id) REFERENCES framework (board_id, framework_id)
);

CREATE INDEX goal_in_order ON goal (board_id, framework_id, place, goal_id);

CREATE INDEX goal_subject ON goal (board_id, subject);

COMMENT ON COLUMN goal.active IS 'false: no package has it any more';

COMMENT ON COLUMN goal.framework_id IS 'the one that brought it first, and says what it is';

COMMENT ON COLUMN goal.place IS 'its row in the package';

COMMENT ON COLUMN goal.ordered_by_board IS 'imports leave its order alone';

ALTER TABLE goal ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON goal USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE framework_goal (
    board_id UUID NOT NULL,
    framework_id UUID NOT NULL,
    goal_id UUID NOT NULL,
    PRIMARY KEY (board_id, framework_id, goal_id),
    FOREIGN KEY(board_id, framework_id) REFERENCES framework (board_id, framework_id),
    FOREIGN KEY(board_id, goal_id) REFERENCES goal (board_id, goal_id)
);

COMMENT ON TABLE framework_goal IS 'Packages overlap: one goal may be in several';

ALTER TABLE framework_goal ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON framework_goal USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE prerequisite (
    board_id UUID NOT NULL,
    goal_id UUID NOT NULL,
    prerequisite_id UUID NOT NULL,
    framework_id UUID,
    PRIMARY KEY (board_id, goal_id, prerequisite_id),
    FOREIGN KEY(board_id, goal_id) REFERENCES goal (board_id, goal_id),
    FOREIGN KEY(board_id, prerequisite_id) REFERENCES goal (board_id, goal_id)
);

CREATE INDEX prerequisite_of ON prerequisite (board_id, prerequisite_id);

COMMENT ON COLUMN prerequisite.framework_id IS 'the package that says so; null: the board itself';

ALTER TABLE prerequisite ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON prerequisite USING (board_id = current_board()) WITH CHECK (board_id = current_board());
