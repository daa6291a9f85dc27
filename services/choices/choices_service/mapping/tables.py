"""What is searched when a question is mapped: made from goals and activities, and made again when those change."""

from sqlalchemy import REAL, Boolean, Column, DateTime, Integer, PrimaryKeyConstraint, SmallInteger, Table, Text, Uuid

from choices_service.metadata import metadata

_projection = {"projection": True}

goal_word = Table(
    "goal_word",
    metadata,
    Column("board_id", Uuid, nullable=False),
    # By its bytes, so that longer words that begin alike are one stretch of the index.
    Column("word", Text(collation="C"), nullable=False, comment="without its ending"),
    Column("goal_id", Uuid, nullable=False),
    Column("weight", REAL, nullable=False),
    Column("places", SmallInteger, nullable=False, comment="1 the goal itself, 2 an activity, 4 what it lies under"),
    PrimaryKeyConstraint("board_id", "word", "goal_id"),
    info=_projection,
    comment="Which goals a word speaks for, and how much",
)

goal_searched = Table(
    "goal_searched",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("goal_id", Uuid, nullable=False),
    Column("fingerprint", Text, nullable=False, comment="of the versions of all that its words came from"),
    Column("words", Integer, nullable=False),
    Column("practised", Boolean, nullable=False, comment="there are activities for it"),
    PrimaryKeyConstraint("board_id", "goal_id"),
    info=_projection,
    comment="The goals whose words are in goal_word",
)

mapping_index = Table(
    "mapping_index",
    metadata,
    Column("board_id", Uuid, nullable=False),
    Column("fingerprint", Text, nullable=False, comment="of the versions of all goals and activities"),
    Column("goals", Integer, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("board_id"),
    info=_projection,
    comment="How far the words of a board have been followed",
)
