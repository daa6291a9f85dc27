"""The words that a board's curriculum has, kept in memory: thousands of slips are looked up among them in no time.

Asked of the database one by one they took as long as all the rest of a question.
"""

from collections import OrderedDict
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

BOARDS = 50
"""Of which the words are kept; a few hundred kilobytes each."""

# From each word to the next in the index: a word that a thousand goals have is read once.
_WORDS = text(
    """WITH RECURSIVE each AS (
        (SELECT word FROM goal_word ORDER BY word LIMIT 1)
        UNION ALL
        SELECT later.word FROM each CROSS JOIN LATERAL
            (SELECT word FROM goal_word WHERE word > each.word ORDER BY word LIMIT 1) AS later
    ) SELECT word FROM each"""
)
_kept: OrderedDict[UUID, tuple[str, frozenset[str]]] = OrderedDict()


async def words_of_board(session: AsyncSession, fingerprint: str) -> frozenset[str]:
    """As they were when the words of goals last were as this fingerprint says."""
    board_id: UUID = session.info["board_id"]
    made, words = _kept.get(board_id, ("", frozenset()))
    if made != fingerprint:
        words = frozenset(await session.scalars(_WORDS))
        _kept[board_id] = (fingerprint, words)
    _kept.move_to_end(board_id)
    while len(_kept) > BOARDS:
        _kept.popitem(last=False)
    return words
