CREATE OR REPLACE FUNCTION forget_expired(kind text, before timestamptz, really boolean) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
-- Counts, and if `really` deletes, what of that kind is older than `before` on the transaction's board; by table.
-- Some of it is append-only, so the owner does it; no date of less than four weeks ago is taken.
DECLARE
    here constant uuid := public.current_board();
    one record;
    touched bigint;
    counts jsonb := '{}';
BEGIN
    IF here IS NULL OR before > now() - interval '28 days' THEN
        RAISE EXCEPTION 'this term is too short';
    END IF;
    FOR one IN
        -- The first of these that a row has: a talk that was never held counts from when it was planned.
        SELECT c.relname, format('%I.%I', n.nspname, c.relname) AS place, (
            SELECT 'coalesce(' || string_agg(format('%I::timestamptz', a.attname), ', ' ORDER BY t.rank) || ')' FROM pg_attribute a
            JOIN unnest(ARRAY['ended_at', 'finished_at', 'held_at', 'recorded_at', 'reported_at', 'written_at', 'made_at', 'said_at',
                'first_at', 'seen_at', 'planned_at', 'planned_for', 'at', 'created_at', 'day']) WITH ORDINALITY AS t(name, rank)
                ON t.name = a.attname
            WHERE a.attrelid = c.oid AND NOT a.attisdropped AND a.atttypid IN ('timestamptz'::regtype, 'date'::regtype)
        ) AS moment
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname = ANY (CASE kind
            WHEN 'motivation' THEN ARRAY['motivation']
            WHEN 'reflections' THEN ARRAY['talk', 'aim_reflection']
            WHEN 'access-log' THEN ARRAY['access_log', 'access', 'seen', 'learner_seen']
            WHEN 'roster-imports' THEN ARRAY['roster_import']
        END)
    LOOP
        CONTINUE WHEN one.moment IS NULL;
        IF really THEN
            EXECUTE format('DELETE FROM %s WHERE board_id = $1 AND %s < $2', one.place, one.moment) USING here, before;
            GET DIAGNOSTICS touched = ROW_COUNT;
        ELSE
            EXECUTE format('SELECT count(*) FROM %s WHERE board_id = $1 AND %s < $2', one.place, one.moment)
                INTO touched USING here, before;
        END IF;
        counts := counts || jsonb_build_object(one.relname, touched);
    END LOOP;
    RETURN counts;
END
$$
