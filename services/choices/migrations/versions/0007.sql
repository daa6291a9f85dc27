ALTER TABLE activity
    ADD COLUMN status TEXT,
    ADD COLUMN accessibility_notes TEXT,
    ADD COLUMN licence TEXT,
    ADD COLUMN author TEXT,
    ADD COLUMN links TEXT[] NOT NULL DEFAULT '{}',
    ADD COLUMN parallel_to UUID,
    ADD COLUMN note TEXT,
    ADD COLUMN published_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN changed_by TEXT,
    ADD COLUMN changed_at TIMESTAMP WITH TIME ZONE;

COMMENT ON COLUMN activity.author IS 'whom its licence asks to name; never a learner';

COMMENT ON COLUMN activity.parallel_to IS 'the check of which this is the B form';

COMMENT ON COLUMN activity.published_at IS 'the first time; null: others never heard of it';

UPDATE activity SET status = CASE WHEN active THEN 'published' ELSE 'retired' END, published_at = made_at,
    changed_by = author_id, changed_at = made_at;

ALTER TABLE activity
    ALTER COLUMN links DROP DEFAULT,
    ALTER COLUMN status SET NOT NULL,
    ALTER COLUMN changed_by SET NOT NULL,
    ALTER COLUMN changed_at SET NOT NULL,
    ADD CONSTRAINT activity_active CHECK (active = (status = 'published')),
    ADD CONSTRAINT activity_parallel UNIQUE (board_id, parallel_to) DEFERRABLE;

CREATE TABLE activity_version (
    board_id UUID NOT NULL,
    activity_id UUID NOT NULL,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    content JSONB NOT NULL,
    PRIMARY KEY (board_id, activity_id, version)
);

COMMENT ON TABLE activity_version IS 'Activities as they were before they changed; the database itself keeps them';

ALTER TABLE activity_version ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON activity_version USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE FUNCTION keep_activity_version() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO activity_version (board_id, activity_id, version, status, content)
    VALUES (OLD.board_id, OLD.activity_id, OLD.version, OLD.status, to_jsonb(OLD) - 'board_id');
    RETURN NULL;
END
$$;

CREATE TRIGGER keep_version AFTER UPDATE ON activity
    FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION keep_activity_version();

CREATE EXTENSION IF NOT EXISTS btree_gin;

CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE EXTENSION IF NOT EXISTS unaccent;

CREATE TABLE activity_words (
    board_id UUID NOT NULL,
    activity_id UUID NOT NULL,
    status TEXT NOT NULL,
    form TEXT NOT NULL,
    medium TEXT NOT NULL,
    company TEXT NOT NULL,
    kind TEXT NOT NULL,
    level SMALLINT NOT NULL,
    language TEXT NOT NULL,
    subjects TEXT[] NOT NULL,
    goal_ids UUID[] NOT NULL,
    words TSVECTOR NOT NULL,
    PRIMARY KEY (board_id, activity_id)
) WITH (toast_tuple_target = 256);

COMMENT ON COLUMN activity_words.words IS 'stems of all that it says, and those of its title once more with a T before';

-- Apart from its row: whoever counts many reads none of them.
ALTER TABLE activity_words ALTER COLUMN words SET STORAGE EXTERNAL;

CREATE INDEX activity_words_said ON activity_words USING gin (board_id, words) WITH (gin_pending_list_limit = 256);

CREATE INDEX activity_words_goals ON activity_words USING gin (board_id, goal_ids) WITH (gin_pending_list_limit = 256);

-- Counting by all that a search can be narrowed to reads this alone, a hundredth of the table.
CREATE INDEX activity_words_shape ON activity_words
    (board_id, status, form, medium, company, kind, level, language);

ALTER TABLE activity_words ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON activity_words USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE goal_words (
    board_id UUID NOT NULL,
    goal_id UUID NOT NULL,
    words TSVECTOR NOT NULL,
    PRIMARY KEY (board_id, goal_id)
);

CREATE INDEX goal_words_said ON goal_words USING gin (board_id, words) WITH (gin_pending_list_limit = 256);

ALTER TABLE goal_words ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON goal_words USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE TABLE catalogue_word (
    board_id UUID NOT NULL,
    noun TEXT NOT NULL,
    word TEXT NOT NULL,
    stem TEXT NOT NULL,
    PRIMARY KEY (board_id, noun, word, stem)
);

COMMENT ON TABLE catalogue_word IS 'Every word that was ever said in the catalogue, to find compounds and mend typing errors';

CREATE INDEX catalogue_word_stem ON catalogue_word (board_id, noun, stem);

CREATE INDEX catalogue_word_like ON catalogue_word USING gin (board_id, word gin_trgm_ops) WITH (gin_pending_list_limit = 256);

ALTER TABLE catalogue_word ENABLE ROW LEVEL SECURITY;

CREATE POLICY of_board ON catalogue_word USING (board_id = current_board()) WITH CHECK (board_id = current_board());

CREATE FUNCTION plain_words(said text) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS
$$ SELECT trim(regexp_replace(unaccent(lower(said)), '[^[:alnum:]]+', ' ', 'g')) $$;

CREATE FUNCTION search_language(tag text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE split_part(tag, '-', 1) WHEN 'nl' THEN 'dutch' WHEN 'nld' THEN 'dutch'
    WHEN 'en' THEN 'english' WHEN 'eng' THEN 'english' ELSE 'simple' END $$;

CREATE FUNCTION stems_of(search text, title text, rest text) RETURNS tsvector LANGUAGE sql STABLE AS
-- Of plain words; those of the title once more with a T before, so that an index alone can tell them apart.
$$ SELECT array_to_tsvector(tsvector_to_array(found.title || to_tsvector(search::regconfig, rest))
    || ARRAY(SELECT 'T' || lexeme FROM unnest(tsvector_to_array(found.title)) AS lexeme))
FROM to_tsvector(search::regconfig, stems_of.title) AS found(title) $$;

CREATE FUNCTION stem_of(search text, word text) RETURNS text LANGUAGE sql IMMUTABLE AS
-- Null for a word that is left out of a search because every sentence has it.
$$ SELECT CASE WHEN word ~ '[0-9]' OR search = 'simple' THEN word
    ELSE (ts_lexize((search || '_stem')::regdictionary, word))[1] END $$;

CREATE FUNCTION letters_of(word text) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT string_agg(letter, '' ORDER BY letter) FROM unnest(string_to_array(word, NULL)) AS letter $$;

CREATE FUNCTION learn_words(noun text, board uuid[], search text[], plain text[]) RETURNS void
LANGUAGE sql SET search_path = public, pg_temp AS $$
    -- In one order, so that two who add the same words at once wait for each other instead of forever.
    INSERT INTO catalogue_word (board_id, noun, word, stem)
    SELECT board_id, $1, word, stem FROM (
        SELECT DISTINCT each.board_id, each.search, word
        FROM unnest($2, $3, $4) AS each(board_id, search, plain), unnest(string_to_array(each.plain, ' ')) AS word
        WHERE length(word) BETWEEN 1 AND 60
    ) AS found, stem_of(search, word) AS stem
    WHERE stem IS NOT NULL
    ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION index_activities() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    many integer;
BEGIN
    WITH plain AS MATERIALIZED (
        SELECT board_id, activity_id, status, form, medium, company, kind, level, language, subjects, goal_ids,
            search_language(language) AS search, plain_words(title) AS title,
            plain_words(concat_ws(' ', topic, array_to_string(materials, ' '), description)) AS rest
        FROM changed
    ), indexed AS (
        INSERT INTO activity_words (board_id, activity_id, status, form, medium, company, kind, level, language,
            subjects, goal_ids, words)
        SELECT board_id, activity_id, status, form, medium, company, kind, level, language, subjects, goal_ids,
            stems_of(search, title, rest)
        FROM plain
        ON CONFLICT (board_id, activity_id) DO UPDATE SET status = excluded.status, form = excluded.form,
            medium = excluded.medium, company = excluded.company, kind = excluded.kind, level = excluded.level,
            language = excluded.language, subjects = excluded.subjects, goal_ids = excluded.goal_ids,
            words = excluded.words
    )
    SELECT count(*) FROM (
        SELECT learn_words('activity', array_agg(board_id), array_agg(search), array_agg(title || ' ' || rest)) FROM plain
    ) AS learnt INTO many;
    RETURN NULL;
END
$$;

CREATE TRIGGER index_new AFTER INSERT ON activity REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION index_activities();

CREATE TRIGGER index_changed AFTER UPDATE ON activity REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION index_activities();

CREATE FUNCTION index_goal() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    search text := search_language(coalesce(
        (SELECT f.language FROM framework f WHERE f.board_id = NEW.board_id AND f.framework_id = NEW.framework_id), 'nl'));
    title text := plain_words(NEW.title);
    rest text := plain_words(concat_ws(' ', NEW.short_title, NEW.code));
BEGIN
    INSERT INTO goal_words (board_id, goal_id, words) VALUES (NEW.board_id, NEW.goal_id, stems_of(search, title, rest))
    ON CONFLICT (board_id, goal_id) DO UPDATE SET words = excluded.words;
    PERFORM learn_words('goal', ARRAY[NEW.board_id], ARRAY[search], ARRAY[title || ' ' || rest]);
    RETURN NULL;
END
$$;

CREATE TRIGGER index_words AFTER INSERT OR UPDATE OF title, short_title, code ON goal
    FOR EACH ROW EXECUTE FUNCTION index_goal();

UPDATE activity SET version = version;

UPDATE goal SET title = title;

CREATE FUNCTION catalogue_query(noun text, said text, OUT tiers text[], OUT wide text, OUT corrected text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
-- What somebody typed, as tsqueries. `wide` finds it all: the words however they are bent, compounds that they are part of
-- and, for a word that nobody ever wrote, those that are spelt nearly so. `tiers` part that into what is best and what
-- comes after: the words in the title, the words elsewhere, what is like them in the title, what is like them elsewhere.
-- Null: it says nothing. As the owner, because row-level security keeps an index from being used by operators that might
-- leak: hence `board_id = here`.
DECLARE
    here constant uuid := current_board();
    typed text;
    mended text;
    stems text[];
    others text[];
    spelt text[] := '{}';
    own text[] := '{}';
    alike text[] := '{}';
    own_title text[] := '{}';
    alike_title text[] := '{}';
    guessed boolean := false;
BEGIN
    FOR typed IN
        SELECT w FROM unnest(string_to_array(plain_words(said), ' ')) WITH ORDINALITY AS t(w, place)
        WHERE w <> '' AND length(w) <= 60 GROUP BY w ORDER BY min(place) LIMIT 12
    LOOP
        stems := array_remove(ARRAY[stem_of('dutch', typed), stem_of('english', typed), typed], NULL);
        mended := NULL;
        others := ARRAY(SELECT DISTINCT c.stem FROM catalogue_word c
            WHERE c.board_id = here AND c.noun = $1 AND (c.word = typed OR c.stem = ANY (stems)));
        CONTINUE WHEN others = '{}' AND cardinality(stems) < 3;
        IF length(typed) >= 4 THEN
            others := others || ARRAY(SELECT c.stem FROM catalogue_word c
                WHERE c.board_id = here AND c.noun = $1 AND c.word LIKE '%' || typed || '%'
                ORDER BY length(c.word), c.word LIMIT 40);
        END IF;
        IF others = '{}' AND length(typed) >= 4 THEN
            -- Two letters that changed places count as one mistake, as they are to who made it.
            SELECT array_agg(near.stem), min(near.word) FILTER (WHERE near.place = 1) INTO others, mended FROM (
                SELECT c.stem, c.word, rank() OVER (ORDER BY d) AS distance,
                    row_number() OVER (ORDER BY d, similarity(c.word, typed) DESC, c.word) AS place
                FROM catalogue_word c,
                    LATERAL (SELECT levenshtein(c.word, typed) - (letters_of(c.word) = letters_of(typed))::int) AS l(d)
                WHERE c.board_id = here AND c.noun = $1 AND c.word % typed AND d <= 1 + length(typed) / 5
            ) AS near WHERE near.distance = 1 AND near.place <= 5;
            guessed := guessed OR mended IS NOT NULL;
        END IF;
        spelt := spelt || coalesce(mended, typed);
        others := ARRAY(SELECT DISTINCT unnest(stems || others))
            || CASE WHEN length(typed) >= 3 THEN ARRAY[typed || ':*'] ELSE '{}' END;
        own := own || format('(%s)', array_to_string(stems, '|'));
        alike := alike || format('(%s)', array_to_string(others, '|'));
        own_title := own_title || format('(T%s)', array_to_string(stems, '|T'));
        alike_title := alike_title || format('(T%s)', array_to_string(others, '|T'));
    END LOOP;
    IF own <> '{}' THEN
        wide := array_to_string(alike, '&');
        tiers := ARRAY[
            array_to_string(own_title, '&'),
            format('%s & !(%s)', array_to_string(own, '&'), array_to_string(own_title, '&')),
            format('%s & !(%s)', array_to_string(alike_title, '&'), array_to_string(own, '&')),
            format('%s & !(%s) & !(%s)', wide, array_to_string(own, '&'), array_to_string(alike_title, '&'))];
        corrected := CASE WHEN guessed THEN array_to_string(spelt, ' ') END;
    END IF;
END
$$;

CREATE FUNCTION activity_conditions(filters jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    -- Of `activity_words`; $1 is the board, $2 the filters.
    SELECT 'board_id = $1' || string_agg(condition, '' ORDER BY condition) FROM (
        SELECT format(' AND %1$I = $2->>%1$L', name) FROM unnest('{status,form,medium,company,kind,language}'::text[]) AS name
        WHERE filters ? name
        UNION ALL SELECT ' AND level = ($2->>''level'')::smallint' WHERE filters ? 'level'
        UNION ALL SELECT ' AND subjects @> ARRAY[$2->>''subject'']' WHERE filters ? 'subject'
        UNION ALL SELECT ' AND goal_ids @> ARRAY[($2->>''goal'')::uuid]' WHERE filters ? 'goal'
        UNION ALL SELECT ''
    ) AS wanted(condition)
$$;

CREATE FUNCTION activities_found(tiers text[], filters jsonb, after_tier integer, after_id uuid, most integer)
RETURNS TABLE (activity_id uuid, tier integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_indexscan = on AS $$
-- A page of the activities of the transaction's board that a search finds, tier by tier, the oldest first in each; without
-- tiers, all of them. A tier is not looked at before it is needed: the best of many are found without reading the others.
DECLARE
    conditions constant text := activity_conditions(filters);
    found integer := 0;
    got integer;
BEGIN
    -- In the order of ids it would read every row's words until it has enough: with words, first their index, then sort.
    PERFORM set_config('enable_indexscan', CASE WHEN tiers IS NULL THEN 'on' ELSE 'off' END, true);
    FOR tier_number IN greatest(after_tier, 1)..coalesce(cardinality(tiers), 1) LOOP
        RETURN QUERY EXECUTE 'SELECT activity_id, $5 FROM activity_words WHERE ' || conditions
            || CASE WHEN tiers IS NULL THEN '' ELSE ' AND words @@ $6::tsquery' END
            || CASE WHEN tier_number = after_tier THEN ' AND activity_id > $3' ELSE '' END
            || ' ORDER BY activity_id LIMIT $4'
            USING current_board(), filters, after_id, most - found, tier_number, tiers[tier_number];
        GET DIAGNOSTICS got = ROW_COUNT;
        found := found + got;
        EXIT WHEN found >= most;
    END LOOP;
END
$$;

CREATE FUNCTION activities_counted(wide text, filters jsonb)
RETURNS TABLE (form text, medium text, company text, kind text, level smallint, language text, number bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET enable_indexscan = on AS $$
-- How many activities of the transaction's board a search finds, by everything that it may be narrowed to.
BEGIN
    PERFORM set_config('enable_indexscan', CASE WHEN wide IS NULL THEN 'on' ELSE 'off' END, true);
    RETURN QUERY EXECUTE 'SELECT form, medium, company, kind, level, language, count(*) FROM activity_words WHERE '
        || activity_conditions(filters) || CASE WHEN wide IS NULL THEN '' ELSE ' AND words @@ $3::tsquery' END
        || ' GROUP BY 1, 2, 3, 4, 5, 6'
        USING current_board(), filters, wide;
END
$$;

CREATE FUNCTION goals_found(tiers text[]) RETURNS TABLE (goal_id uuid, tier integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    -- All goals of the transaction's board that a search finds, each with its tier.
    SELECT g.goal_id, t.tier::integer FROM unnest(tiers) WITH ORDINALITY AS t(query, tier), goal_words g
    WHERE g.board_id = current_board() AND g.words @@ t.query::tsquery
$$;

CREATE FUNCTION count_words() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
-- After very many came at once: until the planner knows, it would read every row's words rather than their index.
BEGIN
    ANALYZE activity_words;
END
$$;
