ALTER TABLE framework
    ADD COLUMN version INTEGER DEFAULT '1' NOT NULL,
    ADD COLUMN status TEXT DEFAULT 'published' NOT NULL,
    ADD COLUMN own BOOLEAN DEFAULT false NOT NULL,
    ADD COLUMN subject TEXT,
    ADD COLUMN description TEXT,
    ADD COLUMN edition TEXT,
    ADD COLUMN replaces UUID[] DEFAULT '{}' NOT NULL;

COMMENT ON COLUMN framework.own IS 'made by the board itself';

COMMENT ON COLUMN framework.subject IS 'in words, for goals that say none';

COMMENT ON COLUMN framework.edition IS 'as its publisher numbers it';

COMMENT ON COLUMN framework.replaces IS 'older frameworks';

ALTER TABLE goal ADD COLUMN retired BOOLEAN DEFAULT false NOT NULL;

COMMENT ON COLUMN goal.retired IS 'by the board, or by its publisher';

CREATE TABLE goal_replacement (
    board_id UUID NOT NULL,
    goal_id UUID NOT NULL,
    replaced_id UUID NOT NULL,
    framework_id UUID,
    PRIMARY KEY (board_id, goal_id, replaced_id),
    FOREIGN KEY(board_id, goal_id) REFERENCES goal (board_id, goal_id),
    FOREIGN KEY(board_id, replaced_id) REFERENCES goal (board_id, goal_id)
);

CREATE INDEX goal_replaced ON goal_replacement (board_id, replaced_id);

COMMENT ON TABLE goal_replacement IS 'A renewed goal with the older goals whose evidence it takes over';

COMMENT ON COLUMN goal_replacement.framework_id IS 'the package that says so; null: the board itself';

ALTER TABLE goal_replacement ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON goal_replacement USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE goal_version (
    board_id UUID NOT NULL,
    goal_id UUID NOT NULL,
    version INTEGER NOT NULL,
    content JSONB NOT NULL,
    since TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (board_id, goal_id, version)
);

COMMENT ON COLUMN goal_version.content IS 'the goal as it was told then';

ALTER TABLE goal_version ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON goal_version USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE FUNCTION in_open_door() RETURNS boolean LANGUAGE sql STABLE AS
    $$ SELECT coalesce(current_setting('app.open_door', true), '') = 'on' $$;

CREATE TABLE open_framework (
    board_id UUID NOT NULL,
    framework_id UUID NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    opened_by TEXT NOT NULL,
    PRIMARY KEY (board_id, framework_id),
    FOREIGN KEY(board_id, framework_id) REFERENCES framework (board_id, framework_id)
);

COMMENT ON TABLE open_framework IS 'Whoever comes through the open door may read these, without saying of which board';

ALTER TABLE open_framework ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON open_framework USING (board_id = current_board() OR in_open_door()) WITH CHECK (board_id = current_board());

CREATE TABLE case_source (
    board_id UUID NOT NULL,
    framework_id UUID NOT NULL,
    digest TEXT NOT NULL,
    document JSON NOT NULL,
    rest JSON NOT NULL,
    definition_ids UUID[] NOT NULL,
    PRIMARY KEY (board_id, framework_id),
    FOREIGN KEY(board_id, framework_id) REFERENCES framework (board_id, framework_id)
);

CREATE INDEX case_source_definition ON case_source USING gin (definition_ids);

COMMENT ON TABLE case_source IS 'JSON and not JSONB\: what comes out is what came in, in the same order';

COMMENT ON COLUMN case_source.digest IS 'of the package as it was sent last';

COMMENT ON COLUMN case_source.rest IS 'what is neither document, item nor association';

COMMENT ON COLUMN case_source.definition_ids IS 'what can be asked for in the rest';

ALTER TABLE case_source ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON case_source USING (
    board_id = current_board() OR (in_open_door() AND EXISTS (
        SELECT FROM open_framework o WHERE o.board_id = case_source.board_id AND o.framework_id = case_source.framework_id
    ))
) WITH CHECK (board_id = current_board());

CREATE TABLE case_part (
    board_id UUID NOT NULL,
    framework_id UUID NOT NULL,
    kind TEXT NOT NULL,
    identifier UUID NOT NULL,
    place INTEGER NOT NULL,
    association_type TEXT,
    origin_id UUID,
    destination_id UUID,
    content JSON NOT NULL,
    PRIMARY KEY (board_id, framework_id, kind, identifier),
    FOREIGN KEY(board_id, framework_id) REFERENCES framework (board_id, framework_id)
);

CREATE INDEX case_part_identifier ON case_part (identifier);

CREATE INDEX case_part_origin ON case_part (origin_id);

CREATE INDEX case_part_destination ON case_part (destination_id);

COMMENT ON TABLE case_part IS 'Items and associations, as a board has them now';

COMMENT ON COLUMN case_part.kind IS 'CFItem or CFAssociation';

ALTER TABLE case_part ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON case_part USING (
    board_id = current_board() OR (in_open_door() AND EXISTS (
        SELECT FROM open_framework o WHERE o.board_id = case_part.board_id AND o.framework_id = case_part.framework_id
    ))
) WITH CHECK (board_id = current_board());

CREATE FUNCTION pg_temp.link(id uuid, said text) RETURNS json LANGUAGE sql AS
    $$ SELECT json_build_object('title', said, 'identifier', id, 'uri', 'urn\:uuid\:' || id) $$;

CREATE FUNCTION pg_temp.moment(at timestamptz) RETURNS text LANGUAGE sql AS
    $$ SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24\:MI\:SS"Z"') $$;

INSERT INTO case_source (board_id, framework_id, digest, document, rest, definition_ids)
SELECT board_id, framework_id, '', json_strip_nulls(json_build_object(
    'identifier', framework_id, 'uri', 'urn\:uuid\:' || framework_id, 'creator', creator, 'title', title,
    'lastChangeDateTime', pg_temp.moment(changed_at), 'language', language, 'caseVersion', '1.1'
)), '{}', '{}' FROM framework;

INSERT INTO case_part (board_id, framework_id, kind, identifier, place, content)
SELECT m.board_id, m.framework_id, 'CFItem', g.goal_id,
    row_number() OVER (PARTITION BY m.board_id, m.framework_id ORDER BY g.place, g.goal_id),
    json_strip_nulls(json_build_object(
        'identifier', g.goal_id, 'uri', 'urn\:uuid\:' || g.goal_id, 'fullStatement', g.title,
        'abbreviatedStatement', g.short_title, 'humanCodingScheme', g.code, 'subject', json_build_array(g.subject),
        'educationLevel', to_json(g.levels), 'lastChangeDateTime', pg_temp.moment(f.changed_at)
    ))
FROM framework_goal m JOIN goal g USING (board_id, goal_id)
    JOIN framework f ON f.board_id = m.board_id AND f.framework_id = m.framework_id;

INSERT INTO case_part (board_id, framework_id, kind, identifier, place, association_type, origin_id, destination_id, content)
SELECT said.board_id, said.framework_id, 'CFAssociation', said.id,
    row_number() OVER (PARTITION BY said.board_id, said.framework_id ORDER BY said.place, said.id),
    said.kind, said.origin_id, said.destination_id, json_build_object(
        'identifier', said.id, 'uri', 'urn\:uuid\:' || said.id, 'associationType', said.kind,
        'originNodeURI', pg_temp.link(said.origin_id, said.origin),
        'destinationNodeURI', pg_temp.link(said.destination_id, said.destination),
        'lastChangeDateTime', pg_temp.moment(f.changed_at)
    )
FROM (
    SELECT g.board_id, g.framework_id, gen_random_uuid() AS id, g.place, 'isChildOf' AS kind,
        g.goal_id AS origin_id, g.title AS origin,
        coalesce(g.parent_id, g.framework_id) AS destination_id, coalesce(p.title, f.title) AS destination
    FROM goal g JOIN framework f ON f.board_id = g.board_id AND f.framework_id = g.framework_id
        LEFT JOIN goal p ON p.board_id = g.board_id AND p.goal_id = g.parent_id
    WHERE EXISTS (SELECT FROM framework_goal m WHERE m.board_id = g.board_id AND m.framework_id = g.framework_id AND m.goal_id = g.goal_id)
    UNION ALL
    SELECT q.board_id, coalesce(q.framework_id, g.framework_id), gen_random_uuid(), 1000000 + g.place, 'precedes',
        b.goal_id, b.title, g.goal_id, g.title
    FROM prerequisite q JOIN goal g ON g.board_id = q.board_id AND g.goal_id = q.goal_id
        JOIN goal b ON b.board_id = q.board_id AND b.goal_id = q.prerequisite_id
) said JOIN framework f ON f.board_id = said.board_id AND f.framework_id = said.framework_id;

INSERT INTO goal_version (board_id, goal_id, version, content, since)
SELECT g.board_id, g.goal_id, g.version, jsonb_build_object(
    'goalId', g.goal_id, 'version', g.version, 'active', g.active, 'frameworkId', g.framework_id, 'parentId', g.parent_id,
    'subject', g.subject, 'title', g.title, 'shortTitle', g.short_title, 'code', g.code, 'levels', g.levels,
    'assessable', g.assessable, 'prerequisiteIds', coalesce(q.ids, '{}'), 'replacesGoalIds', '{}'\:\:uuid[]
), now()
FROM goal g LEFT JOIN (
    SELECT board_id, goal_id, array_agg(prerequisite_id) AS ids FROM prerequisite GROUP BY board_id, goal_id
) q USING (board_id, goal_id);
