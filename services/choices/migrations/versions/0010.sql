CREATE TABLE timetable (
    board_id UUID NOT NULL,
    group_id UUID NOT NULL,
    version INTEGER NOT NULL,
    slots JSONB NOT NULL,
    days_off DATE[] NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (board_id, group_id)
);

COMMENT ON TABLE timetable IS 'When a group works on its own tasks';

COMMENT ON COLUMN timetable.slots IS '[{weekday 1..7, starts, ends}], as the clock at school shows';

CREATE TABLE not_together (
    board_id UUID NOT NULL,
    group_id UUID NOT NULL,
    one_learner_id UUID NOT NULL,
    other_learner_id UUID NOT NULL,
    said_at TIMESTAMP WITH TIME ZONE NOT NULL,
    said_by TEXT NOT NULL,
    PRIMARY KEY (board_id, group_id, one_learner_id, other_learner_id)
);

COMMENT ON TABLE not_together IS 'Without a reason: none is asked, so none can be told';

COMMENT ON COLUMN not_together.one_learner_id IS 'the lesser of the two';

CREATE TABLE contract (
    board_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    learner_id UUID NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    state TEXT NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    minutes JSONB NOT NULL,
    days_off DATE[] NOT NULL,
    note TEXT,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    made_by TEXT NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_by TEXT NOT NULL,
    learner_signed_at TIMESTAMP WITH TIME ZONE,
    learner_signed_by TEXT,
    educator_signed_at TIMESTAMP WITH TIME ZONE,
    educator_signed_by TEXT,
    PRIMARY KEY (board_id, contract_id)
);

CREATE INDEX contract_of_learner ON contract (board_id, learner_id, starts_on);

CREATE INDEX contract_period ON contract (board_id, starts_on, ends_on);

COMMENT ON COLUMN contract.version IS 'grows with every change';

COMMENT ON COLUMN contract.revision IS 'grows with what is agreed; signatures are under one';

COMMENT ON COLUMN contract.state IS 'draft, countered, signed or withdrawn';

COMMENT ON COLUMN contract.minutes IS '{day: minutes} where they differ from the timetable';

COMMENT ON COLUMN contract.days_off IS 'days on which the learner is not there';

COMMENT ON COLUMN contract.learner_signed_by IS 'an educator where it was done on paper';

CREATE TABLE contract_task (
    board_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    task_id UUID NOT NULL,
    learner_id UUID NOT NULL,
    place SMALLINT NOT NULL,
    source TEXT NOT NULL,
    card_id UUID,
    option_id UUID,
    activity_id UUID,
    title TEXT NOT NULL,
    goal_ids UUID[] NOT NULL,
    subjects TEXT[] NOT NULL,
    company TEXT NOT NULL,
    with_learner_ids UUID[] NOT NULL,
    minutes SMALLINT NOT NULL,
    due_on DATE,
    due_by_educator BOOLEAN NOT NULL,
    planned_on DATE[] NOT NULL,
    by_educator BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    done_at TIMESTAMP WITH TIME ZONE,
    done_by TEXT,
    PRIMARY KEY (board_id, contract_id, task_id),
    FOREIGN KEY(board_id, contract_id) REFERENCES contract (board_id, contract_id)
);

CREATE INDEX contract_task_of_learner ON contract_task (board_id, learner_id);

COMMENT ON COLUMN contract_task.source IS 'card, catalogue or own-idea';

COMMENT ON COLUMN contract_task.title IS 'as it was when it was put in';

COMMENT ON COLUMN contract_task.planned_on IS 'the days of its parts, in order';

COMMENT ON COLUMN contract_task.by_educator IS 'put in by one, so the learner does not take it out';

COMMENT ON COLUMN contract_task.state IS 'open, carried (to a next week) or dropped';

COMMENT ON COLUMN contract_task.done_at IS 'ticked; an attempt counts without that';

CREATE TABLE contract_replan (
    board_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    replan_id UUID NOT NULL,
    learner_id UUID NOT NULL,
    because TEXT NOT NULL,
    days DATE[] NOT NULL,
    moves JSONB NOT NULL,
    kept SMALLINT NOT NULL,
    proven BOOLEAN NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    made_by TEXT NOT NULL,
    PRIMARY KEY (board_id, contract_id, replan_id),
    FOREIGN KEY(board_id, contract_id) REFERENCES contract (board_id, contract_id)
);

COMMENT ON COLUMN contract_replan.days IS 'of absence';

COMMENT ON COLUMN contract_replan.moves IS '[{taskId, from, to, why}]';

COMMENT ON COLUMN contract_replan.kept IS 'how many tasks stayed where they were';

COMMENT ON COLUMN contract_replan.proven IS 'no plan with less change exists';

CREATE TABLE contract_calendar (
    board_id UUID NOT NULL,
    calendar_id UUID NOT NULL,
    learner_id UUID NOT NULL,
    digest TEXT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    made_by TEXT NOT NULL,
    made_role TEXT NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (board_id, calendar_id),
    UNIQUE (digest)
);

CREATE INDEX contract_calendar_of_learner ON contract_calendar (board_id, learner_id);

COMMENT ON COLUMN contract_calendar.digest IS 'SHA-256 of the token, which itself is nowhere';

COMMENT ON COLUMN contract_calendar.made_role IS 'who made it must still reach the learner';
