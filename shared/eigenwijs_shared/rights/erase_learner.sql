CREATE FUNCTION erase_learner(gone uuid) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
-- Takes every trace of a learner out of the tables of the transaction's board; returns the rows touched, by table.
-- It looks at the columns that there are when it runs, so a table that is made later is covered. As the owner it may
-- delete from append-only tables, and sees all boards: hence `board_id = here` in every statement.
DECLARE
    here constant uuid := public.current_board();
    one record;
    change text;
    touched bigint;
    counts jsonb := '{}';
    waiting boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM public.erased e WHERE e.board_id = here AND e.learner_id = gone) THEN
        RAISE EXCEPTION 'no erasure of this learner was asked for';
    END IF;
    FOR round IN 1..5 LOOP
        waiting := false;
        FOR one IN
            WITH tables AS (
                SELECT c.oid, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'vault') AND c.relname NOT IN ('erased', 'inbox')
                    AND EXISTS (SELECT FROM pg_attribute b WHERE b.attrelid = c.oid AND b.attname = 'board_id')
            ), columns AS (
                SELECT t.*, a.attname, a.atttypid::regtype::text AS kind,
                    a.atttypid = 'uuid'::regtype AND a.attname ~ '^(learner_id|user_id|educator_id|scope_id|\w+_learner_id)$' AS about
                FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
            ), judged AS (
                SELECT *, bool_or(about) OVER (PARTITION BY oid) AS of_learners FROM columns
            )
            SELECT format('%I.%I', nspname, relname) AS place, relname, attname, kind, CASE
                WHEN about THEN 'delete'
                WHEN relname = 'outbox' THEN CASE WHEN attname IN ('subject', 'body') THEN 'delete naming' END
                WHEN relname = 'idempotency' THEN CASE WHEN attname IN ('caller', 'reply') THEN 'delete naming' END
                WHEN kind IN ('text', 'uuid') AND attname ~ '(author|viewer|owner|actor|asker|peer|caller|member|by)(_id)?$' THEN 'blot'
                WHEN kind = 'uuid[]' AND (NOT of_learners OR attname ~ '(learner|user|peer|member|child)') THEN 'take out'
                WHEN kind IN ('jsonb', 'json') AND NOT of_learners THEN 'blot inside'
            END AS way
            FROM judged
            -- Names go first; rows about the learner before anything is changed in what others have.
            ORDER BY nspname = 'vault' DESC, about DESC, relname, attname
        LOOP
            CONTINUE WHEN one.way IS NULL OR (round > 1 AND one.way <> 'delete');
            change := CASE one.way
                WHEN 'delete' THEN format('DELETE FROM %s WHERE board_id = $1 AND %I = $2', one.place, one.attname)
                WHEN 'delete naming' THEN
                    format('DELETE FROM %s WHERE board_id = $1 AND strpos(%I::text, $2::text) > 0', one.place, one.attname)
                WHEN 'blot' THEN format(
                    'UPDATE %1$s SET %2$I = %3$L WHERE board_id = $1 AND %2$I::text = $2::text', one.place, one.attname,
                    CASE one.kind WHEN 'text' THEN 'erased' ELSE '00000000-0000-0000-0000-000000000000' END)
                WHEN 'take out' THEN format(
                    'UPDATE %1$s SET %2$I = array_remove(%2$I, $2) WHERE board_id = $1 AND $2 = ANY (%2$I)', one.place, one.attname)
                ELSE format(
                    'UPDATE %1$s SET %2$I = replace(%2$I::text, $2::text, ''erased'')::%3$s'
                    ' WHERE board_id = $1 AND strpos(%2$I::text, $2::text) > 0', one.place, one.attname, one.kind)
            END;
            BEGIN
                EXECUTE change USING here, gone;
                GET DIAGNOSTICS touched = ROW_COUNT;
            EXCEPTION
                WHEN foreign_key_violation THEN
                    -- Another table still points here; when that is done, this one may.
                    IF round = 5 THEN
                        RAISE;
                    END IF;
                    waiting := true;
                    touched := 0;
                WHEN unique_violation THEN
                    EXECUTE format('DELETE FROM %s WHERE board_id = $1 AND %I::text = $2::text', one.place, one.attname)
                        USING here, gone;
                    GET DIAGNOSTICS touched = ROW_COUNT;
            END;
            IF touched > 0 THEN
                counts := jsonb_set(counts, ARRAY[one.relname], to_jsonb(touched + coalesce((counts ->> one.relname)::bigint, 0)));
            END IF;
        END LOOP;
        EXIT WHEN NOT waiting;
    END LOOP;
    RETURN counts;
END
$$
