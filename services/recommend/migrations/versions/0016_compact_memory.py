"""The last tries of a learner as bytes instead of JSON: they are written with every fact.

Also room in the pages of what changes with every fact, so that a change needs no new entries in the indexes.
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_OFTEN = ("learner_state", "estimate", "watch_memory", "watch_mark")
_NO_ACTIVITY = "00000000-0000-0000-0000-000000000000"
_PACKED = f"""SELECT string_agg(
        uuid_send((t ->> 0)::uuid) || uuid_send(coalesce((t ->> 1)::uuid, '{_NO_ACTIVITY}'))
        || int8send((extract(epoch FROM (t ->> 8)::timestamptz) * 1000000)::bigint) || int2send((t ->> 3)::smallint)
        || int2send(((t ->> 6)::int + 2 * (t ->> 7)::int + CASE WHEN t ->> 1 IS NULL THEN 0 ELSE 4 END)::smallint)
        || int2send(jsonb_array_length(t -> 2)::smallint)
        || int2send(octet_length(convert_to(t ->> 4, 'UTF8'))::smallint)
        || int2send(octet_length(convert_to(t ->> 5, 'UTF8'))::smallint)
        || (SELECT string_agg(uuid_send(g::uuid), ''::bytea ORDER BY o)
            FROM jsonb_array_elements_text(t -> 2) WITH ORDINALITY AS goal(g, o))
        || convert_to(t ->> 4, 'UTF8') || convert_to(t ->> 5, 'UTF8'), ''::bytea ORDER BY place)
    FROM jsonb_array_elements(m.tries) WITH ORDINALITY AS one(t, place)"""


def upgrade() -> None:
    op.execute("ALTER TABLE watch_memory ADD COLUMN packed bytea NOT NULL DEFAULT ''")
    op.execute(f"UPDATE watch_memory m SET packed = coalesce(({_PACKED}), '')")
    op.execute("ALTER TABLE watch_memory DROP COLUMN tries")
    op.execute("ALTER TABLE watch_memory RENAME COLUMN packed TO tries")
    op.execute("ALTER TABLE watch_memory ALTER COLUMN tries DROP DEFAULT, ALTER COLUMN tries SET STORAGE EXTERNAL")
    op.execute("COMMENT ON COLUMN watch_memory.tries IS 'the last facts, oldest first, as watches.memory packs them'")
    for table in _OFTEN:
        op.execute(f"ALTER TABLE {table} SET (fillfactor = 70)")


def downgrade() -> None:
    for table in _OFTEN:
        op.execute(f"ALTER TABLE {table} RESET (fillfactor)")
    op.drop_column("watch_memory", "tries")
    op.execute("ALTER TABLE watch_memory ADD COLUMN tries jsonb NOT NULL DEFAULT '[]'")
