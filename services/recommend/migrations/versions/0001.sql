CREATE TABLE activity (
    board_id UUID NOT NULL,
    activity_id UUID NOT NULL,
    version INTEGER NOT NULL,
    active BOOLEAN NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    goal_ids UUID[] NOT NULL,
    form TEXT NOT NULL,
    medium TEXT NOT NULL,
    company TEXT NOT NULL,
    level SMALLINT NOT NULL,
    minutes INTEGER NOT NULL,
    kind TEXT NOT NULL,
    topic TEXT NOT NULL,
    PRIMARY KEY (board_id, activity_id)
);

ALTER TABLE activity ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON activity USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE card (
    board_id UUID NOT NULL,
    card_id UUID NOT NULL,
    learner_id UUID NOT NULL,
    asked TEXT,
    subject TEXT,
    offered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    basis TEXT NOT NULL,
    policy TEXT NOT NULL,
    goals JSONB NOT NULL,
    options JSONB NOT NULL,
    dial JSONB NOT NULL,
    missing JSONB NOT NULL,
    surprise_option_id UUID,
    surprise_propensity FLOAT,
    own_idea_allowed BOOLEAN NOT NULL,
    opt_out_allowed BOOLEAN NOT NULL,
    inputs JSONB NOT NULL,
    PRIMARY KEY (board_id, card_id)
);

CREATE INDEX card_of_learner ON card (board_id, learner_id, card_id);

COMMENT ON TABLE card IS 'The register: every card as it was offered, and all that it was made from';

COMMENT ON COLUMN card.asked IS 'the subject that was asked for; null: any';

COMMENT ON COLUMN card.basis IS 'what the card hangs on; while it is the same, so is the card';

ALTER TABLE card ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON card USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE card_choice (
    board_id UUID NOT NULL,
    choice_id UUID NOT NULL,
    card_id UUID NOT NULL,
    learner_id UUID NOT NULL,
    kind TEXT NOT NULL,
    option_id UUID,
    activity_id UUID,
    goal_ids UUID[] NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (board_id, choice_id)
);

CREATE INDEX card_choice_of_learner ON card_choice (board_id, learner_id, made_at);

CREATE INDEX card_choice_on_card ON card_choice (board_id, card_id);

COMMENT ON TABLE card_choice IS 'What became of the cards';

ALTER TABLE card_choice ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON card_choice USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE catalogue_version (
    board_id UUID NOT NULL,
    version UUID NOT NULL,
    PRIMARY KEY (board_id)
);

COMMENT ON COLUMN catalogue_version.version IS 'new at every change, so a cache of an older life never matches';

ALTER TABLE catalogue_version ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON catalogue_version USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE estimate (
    board_id UUID NOT NULL,
    learner_id UUID NOT NULL,
    goal_id UUID NOT NULL,
    mean FLOAT NOT NULL,
    variance FLOAT NOT NULL,
    attempts INTEGER NOT NULL,
    successes INTEGER NOT NULL,
    hard_successes INTEGER NOT NULL,
    proofs INTEGER NOT NULL,
    streak INTEGER NOT NULL,
    recent JSONB NOT NULL,
    mastered BOOLEAN NOT NULL,
    practised_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (board_id, learner_id, goal_id)
);

COMMENT ON COLUMN estimate.recent IS 'the last attempts at this goal: [form, level, success]';

ALTER TABLE estimate ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON estimate USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE goal (
    board_id UUID NOT NULL,
    goal_id UUID NOT NULL,
    version INTEGER NOT NULL,
    active BOOLEAN NOT NULL,
    subject TEXT NOT NULL,
    title TEXT NOT NULL,
    levels TEXT[] NOT NULL,
    prerequisite_ids UUID[] NOT NULL,
    assessable BOOLEAN NOT NULL,
    PRIMARY KEY (board_id, goal_id)
);

ALTER TABLE goal ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON goal USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE learner_state (
    board_id UUID NOT NULL,
    learner_id UUID NOT NULL,
    last_sequence INTEGER NOT NULL,
    mean FLOAT NOT NULL,
    variance FLOAT NOT NULL,
    recent JSONB NOT NULL,
    PRIMARY KEY (board_id, learner_id)
);

COMMENT ON COLUMN learner_state.recent IS 'the last attempts, oldest first: [activity id, form, success]';

ALTER TABLE learner_state ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON learner_state USING (board_id = current_board()) WITH CHECK (board_id = current_board());
