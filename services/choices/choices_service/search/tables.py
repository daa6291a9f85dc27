"""What search looks in. Triggers write here (migration 0007), so nothing can be changed and then not be found."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, SmallInteger, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

from choices_service.metadata import metadata

_gin = {"postgresql_using": "gin", "postgresql_with": {"gin_pending_list_limit": 256}}

activity_words = Table(
    "activity_words",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("activity_id", Uuid, nullable=False),
    Column("status", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("medium", Text, nullable=False),
    Column("company", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("level", SmallInteger, nullable=False),
    Column("language", Text, nullable=False),
    Column("subjects", ARRAY(Text), nullable=False),
    Column("goal_ids", ARRAY(Uuid), nullable=False),
    Column(
        "words",
        TSVECTOR,
        nullable=False,
        comment="stems of all that it says, and those of its title once more with a T before",
    ),
    PrimaryKeyConstraint("board_id", "activity_id"),
    Index("activity_words_shape", "board_id", "status", "form", "medium", "company", "kind", "level", "language"),
    Index("activity_words_said", "board_id", "words", **_gin),  # type: ignore[arg-type]  # options of its dialect
    Index("activity_words_goals", "board_id", "goal_ids", **_gin),  # type: ignore[arg-type]  # the same
)

goal_words = Table(
    "goal_words",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("goal_id", Uuid, nullable=False),
    Column("words", TSVECTOR, nullable=False),
    PrimaryKeyConstraint("board_id", "goal_id"),
    Index("goal_words_said", "board_id", "words", **_gin),  # type: ignore[arg-type]  # the same
)

catalogue_word = Table(
    "catalogue_word",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("noun", Text, nullable=False),
    Column("word", Text, nullable=False),
    Column("stem", Text, nullable=False),
    PrimaryKeyConstraint("board_id", "noun", "word", "stem"),
    Index("catalogue_word_stem", "board_id", "noun", "stem"),
    Index("catalogue_word_like", "board_id", "word", postgresql_ops={"word": "gin_trgm_ops"}, **_gin),  # type: ignore[arg-type]  # the same
    comment="Every word that was ever said in the catalogue, to find compounds and mend typing errors",
)
