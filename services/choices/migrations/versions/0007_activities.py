"""Activities with a life of their own and every version kept; words to find them, and goals, by."""

import os
from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0004"
branch_labels = None
depends_on = None

OF_THE_OWNER = (
    "catalogue_query(text, text)",
    "activities_found(text[], jsonb, integer, uuid, integer)",
    "activities_counted(text, jsonb)",
    "goals_found(text[])",
    "count_words()",
)


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
    raise NotImplementedError("versions of activities that were kept would be lost")
