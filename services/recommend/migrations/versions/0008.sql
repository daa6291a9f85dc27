CREATE TABLE register_entry (
    board_id UUID NOT NULL,
    chain_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    entry_id UUID NOT NULL,
    learner_id UUID,
    kind TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    subject_ids UUID[] NOT NULL,
    content JSONB,
    content_hash TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (board_id, chain_id, position),
    UNIQUE (board_id, entry_id)
);

CREATE INDEX register_entry_of_learner ON register_entry (board_id, learner_id);

CREATE INDEX register_entry_by_time ON register_entry (board_id, at);

COMMENT ON TABLE register_entry IS 'Append-only: every decision, each hashed onto the one before it in its chain';

COMMENT ON COLUMN register_entry.chain_id IS 'a digest of board and learner; `board` for what concerns all';

COMMENT ON COLUMN register_entry.content IS 'null: the row of `card` with the id of the entry';

ALTER TABLE register_entry ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON register_entry USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE register_term (
    board_id UUID NOT NULL,
    days INTEGER NOT NULL CHECK (days >= 183),
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (board_id)
);

COMMENT ON TABLE register_term IS 'How long a board keeps its register, where it chose that itself';

ALTER TABLE register_term ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON register_term USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE FUNCTION register_stays() RETURNS trigger LANGUAGE plpgsql AS $$
-- Besides the grants, so that one given by mistake changes nothing. Only the owner's own functions remove.
BEGIN
    IF TG_OP = 'DELETE' AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the register is append-only';
END
$$;

CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON register_entry
    FOR EACH STATEMENT EXECUTE FUNCTION register_stays();

CREATE FUNCTION register_notes_removal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
-- Whoever removes, erasure or term, leaves an entry in the board's chain: up to where, and with which hash.
DECLARE
    one record;
    head_position bigint;
    head_hash text;
    body text;
    digest text;
    entry uuid;
    moment timestamptz;
BEGIN
    FOR one IN
        SELECT g.board_id, g.chain_id, max(g.position) AS last, (array_agg(g.hash ORDER BY g.position DESC))[1] AS hash,
            EXISTS (SELECT FROM erased e WHERE e.board_id = g.board_id AND encode(e.digest, 'hex') = g.chain_id) AS erased
        FROM gone g GROUP BY g.board_id, g.chain_id ORDER BY g.board_id, g.chain_id
    LOOP
        PERFORM pg_advisory_xact_lock(hashtextextended('register ' || one.board_id || ' board', 0));
        SELECT r.position, r.hash INTO head_position, head_hash FROM register_entry r
            WHERE r.board_id = one.board_id AND r.chain_id = 'board' ORDER BY r.position DESC LIMIT 1;
        entry := gen_random_uuid();
        moment := clock_timestamp();
        body := format('{"chain":"%s","hash":"%s","position":%s,"why":"%s"}', one.chain_id, one.hash, one.last,
            CASE WHEN one.erased THEN 'erased' ELSE 'retired' END);
        digest := encode(sha256(convert_to(body, 'UTF8')), 'hex');
        INSERT INTO register_entry VALUES (one.board_id, 'board', coalesce(head_position, 0) + 1, entry, NULL, 'removed',
            moment, '{}', body::jsonb, digest, coalesce(head_hash, ''), encode(sha256(convert_to(concat_ws(E'\n',
            coalesce(head_hash, ''), 'board', coalesce(head_position, 0) + 1, entry, 'removed',
            to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || 'Z', '', digest), 'UTF8')), 'hex'));
    END LOOP;
    RETURN NULL;
END
$$;

CREATE TRIGGER notes_removal AFTER DELETE ON register_entry REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION register_notes_removal();

CREATE FUNCTION retire_register(before timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
-- Takes the oldest entries out of learners' chains, with the cards that they are of. The last of each chain stays: the
-- next is hashed onto it. A card that was offered before the register began has the same term.
DECLARE
    here constant uuid := public.current_board();
    touched bigint;
BEGIN
    IF here IS NULL OR before IS NULL OR before > clock_timestamp() - interval '183 days' THEN
        RAISE EXCEPTION 'the register is kept for at least 183 days';
    END IF;
    WITH old AS (
        DELETE FROM public.register_entry r USING (
            SELECT chain_id, min(position) FILTER (WHERE at >= before) AS first_kept, max(position) AS last
            FROM public.register_entry WHERE board_id = here AND learner_id IS NOT NULL GROUP BY chain_id
        ) c
        WHERE r.board_id = here AND r.chain_id = c.chain_id AND r.position < coalesce(c.first_kept, c.last)
        RETURNING r.entry_id, r.kind
    ), cards AS (
        DELETE FROM public.card k USING old WHERE k.board_id = here AND old.kind = 'card' AND k.card_id = old.entry_id
    )
    SELECT count(*) INTO touched FROM old;
    DELETE FROM public.card k WHERE k.board_id = here AND k.offered_at < before AND NOT EXISTS (
        SELECT FROM public.register_entry r WHERE r.board_id = here AND r.entry_id = k.card_id);
    RETURN touched;
END
$$;

REVOKE ALL ON FUNCTION retire_register(timestamptz) FROM PUBLIC;
