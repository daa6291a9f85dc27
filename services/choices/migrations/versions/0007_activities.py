"""Activities with a life of their own and every version kept; words to find them, and goals, by."""

import os
from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

OF_THE_OWNER = (
    "catalogue_query(text, text)",
    "activities_found(text[], jsonb, integer, uuid, integer)",
    "activities_counted(text, jsonb)",
    "goals_found(text[])",
    "count_words()",
)

FUNCTIONS = (
    "keep_activity_version", "plain_words", "search_language", "stems_of", "stem_of", "letters_of", "learn_words",
    "index_activities", "index_goal", "catalogue_query", "activity_conditions", "activities_found",
    "activities_counted", "goals_found", "count_words",
)  # fmt: skip
COLUMNS = (
    "status", "accessibility_notes", "licence", "author", "links", "parallel_to", "note", "published_at",
    "changed_by", "changed_at",
)  # fmt: skip


def upgrade() -> None:
    application = os.environ.get("EW_APP_ROLE", "choices_app")
    for statement in Path(__file__).with_name("0007.sql").read_text().removesuffix(";\n").split(";\n\n"):
        # Not `op.execute`: it would take `:*` in a function for a parameter.
        op.get_bind().exec_driver_sql(statement)
    op.execute(f'REVOKE UPDATE, DELETE ON activity_version FROM "{application}"')
    for function in OF_THE_OWNER:
        op.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        op.execute(f'GRANT EXECUTE ON FUNCTION {function} TO "{application}"')


def downgrade() -> None:
    if op.get_bind().exec_driver_sql("SELECT EXISTS (SELECT FROM activity_version)").scalar():
        raise RuntimeError("versions of activities that were kept would be lost")
    op.execute("DROP TRIGGER keep_version ON activity")
    op.execute("DROP TRIGGER index_new ON activity")
    op.execute("DROP TRIGGER index_changed ON activity")
    op.execute("DROP TRIGGER index_words ON goal")
    for function in reversed(FUNCTIONS):
        op.execute(f"DROP FUNCTION {function}")
    for table in ("activity_version", "activity_words", "goal_words", "catalogue_word"):
        op.drop_table(table)
    for column in COLUMNS:
        op.drop_column("activity", column)
