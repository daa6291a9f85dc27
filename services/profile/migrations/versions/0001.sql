CREATE TABLE activity (
    board_id UUID NOT NULL,
    activity_id UUID NOT NULL,
    version INTEGER NOT NULL,
    active BOOLEAN NOT NULL,
    goal_ids UUID[] NOT NULL,
    level SMALLINT NOT NULL,
    kind TEXT NOT NULL,
    form TEXT NOT NULL,
    PRIMARY KEY (board_id, activity_id)
);

COMMENT ON TABLE activity IS 'What attempts may be at, as choices announced it';

ALTER TABLE activity ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON activity USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE agency_move (
    board_id UUID NOT NULL,
    scope TEXT NOT NULL,
    scope_id UUID NOT NULL,
    subject TEXT NOT NULL,
    version INTEGER NOT NULL,
    dimensions JSONB NOT NULL,
    author_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    moved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (board_id, scope, scope_id, subject, version)
);

CREATE INDEX agency_move_place ON agency_move (board_id, scope_id);

COMMENT ON TABLE agency_move IS 'Append-only: the newest version at a place is what holds there';

COMMENT ON COLUMN agency_move.subject IS 'empty: all subjects';

COMMENT ON COLUMN agency_move.dimensions IS 'all that is set at this place after the move';

ALTER TABLE agency_move ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON agency_move USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE attempt (
    board_id UUID NOT NULL,
    learner_id UUID NOT NULL,
    sequence INTEGER NOT NULL,
    attempt_id UUID NOT NULL,
    activity_id UUID NOT NULL,
    goal_ids UUID[] NOT NULL,
    level SMALLINT NOT NULL,
    kind TEXT NOT NULL,
    form TEXT NOT NULL,
    score_scaled DOUBLE PRECISION NOT NULL,
    success BOOLEAN NOT NULL,
    completion BOOLEAN NOT NULL,
    duration_seconds INTEGER NOT NULL,
    occurred_at TIMESTAMP WITH TIME ZONE NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    author_id TEXT NOT NULL,
    PRIMARY KEY (board_id, learner_id, sequence),
    UNIQUE (board_id, learner_id, attempt_id)
);

COMMENT ON TABLE attempt IS 'The ledger, append-only: goals, level, kind and form as they were when it was recorded';

COMMENT ON COLUMN attempt.author_id IS 'who sent it: the learner, an educator or a system';

ALTER TABLE attempt ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON attempt USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE educator (
    board_id UUID NOT NULL,
    educator_id UUID NOT NULL,
    version INTEGER NOT NULL,
    active BOOLEAN NOT NULL,
    group_ids UUID[] NOT NULL,
    PRIMARY KEY (board_id, educator_id)
);

ALTER TABLE educator ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON educator USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE learner (
    board_id UUID NOT NULL,
    learner_id UUID NOT NULL,
    version INTEGER NOT NULL,
    active BOOLEAN NOT NULL,
    grades TEXT[] NOT NULL,
    school_ids UUID[] NOT NULL,
    group_ids UUID[] NOT NULL,
    PRIMARY KEY (board_id, learner_id)
);

COMMENT ON COLUMN learner.group_ids IS 'present memberships; their history is in membership';

ALTER TABLE learner ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON learner USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE ledger_end (
    board_id UUID NOT NULL,
    learner_id UUID NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (board_id, learner_id)
);

COMMENT ON TABLE ledger_end IS 'The last sequence of each learner; not in learner, whose rows a roster import may hold for seconds';

ALTER TABLE ledger_end ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON ledger_end USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE membership (
    board_id UUID NOT NULL,
    group_id UUID NOT NULL,
    user_id UUID NOT NULL,
    role TEXT NOT NULL,
    began_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (board_id, group_id, user_id, role, began_at)
);

CREATE INDEX membership_user ON membership (board_id, user_id);

COMMENT ON COLUMN membership.role IS 'learner or educator';

ALTER TABLE membership ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON membership USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE roster_day (
    board_id UUID NOT NULL,
    day DATE NOT NULL,
    PRIMARY KEY (board_id)
);

COMMENT ON TABLE roster_day IS 'The day for which people and groups were last derived from the records, which begin and end on days';

ALTER TABLE roster_day ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON roster_day USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE roster_import (
    board_id UUID NOT NULL,
    import_id UUID NOT NULL,
    state TEXT NOT NULL,
    author_id TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    counts JSONB NOT NULL,
    errors JSONB NOT NULL,
    package BYTEA,
    PRIMARY KEY (board_id, import_id)
);

CREATE INDEX roster_import_running ON roster_import (created_at) WHERE state = 'running';

COMMENT ON COLUMN roster_import.state IS 'running, applied or rejected';

COMMENT ON COLUMN roster_import.package IS 'kept only until the import has ended';

ALTER TABLE roster_import ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON roster_import USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE roster_record (
    board_id UUID NOT NULL,
    file TEXT NOT NULL,
    sourced_id TEXT NOT NULL,
    kept JSONB NOT NULL,
    PRIMARY KEY (board_id, file, sourced_id)
);

COMMENT ON TABLE roster_record IS 'Every record that the board''s systems gave and that holds now, so that a delta can refer to it';

COMMENT ON COLUMN roster_record.kept IS 'what people and groups are derived from; never a name';

ALTER TABLE roster_record ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON roster_record USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE school (
    board_id UUID NOT NULL,
    school_id UUID NOT NULL,
    sourced_id TEXT NOT NULL,
    name TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    PRIMARY KEY (board_id, school_id),
    UNIQUE (board_id, sourced_id)
);

ALTER TABLE school ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON school USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE vault.person (
    board_id UUID NOT NULL,
    user_id UUID NOT NULL,
    sourced_id TEXT NOT NULL,
    given TEXT,
    family TEXT,
    eck_id TEXT,
    PRIMARY KEY (board_id, user_id),
    UNIQUE (board_id, sourced_id)
);

COMMENT ON TABLE vault.person IS 'The only place with names of people';

COMMENT ON COLUMN vault.person.eck_id IS 'opaque; never shown, never in events';

ALTER TABLE vault.person ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON vault.person USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE learner_group (
    board_id UUID NOT NULL,
    group_id UUID NOT NULL,
    sourced_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    active BOOLEAN NOT NULL,
    school_id UUID NOT NULL,
    title TEXT NOT NULL,
    grades TEXT[] NOT NULL,
    subject TEXT,
    PRIMARY KEY (board_id, group_id),
    UNIQUE (board_id, sourced_id),
    FOREIGN KEY(board_id, school_id) REFERENCES school (board_id, school_id)
);

ALTER TABLE learner_group ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON learner_group USING (board_id = current_board()) WITH CHECK (board_id = current_board());
