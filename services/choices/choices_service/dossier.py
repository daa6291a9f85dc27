"""The titles of what a learner's dossier names by id."""

import json
import re
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.electives.tables import elective, elective_module, elective_period
from choices_service.tables import activity, goal
from eigenwijs_shared.rights.dossier import Rows

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

TITLED = (
    (goal, goal.c.goal_id),
    (activity, activity.c.activity_id),
    (elective, elective.c.elective_id),
    (elective_period, elective_period.c.period_id),
    (elective_module, elective_module.c.module_id),
)


async def titles_of(session: AsyncSession, rows: Rows) -> dict[str, str]:
    """Of every goal, activity and elective whose id is anywhere in these rows, and of those that attempts may be at."""
    ids = [UUID(found) for found in sorted(set(_ID.findall(json.dumps(rows))))]
    found: dict[str, str] = {}
    for table, key in TITLED:
        query = select(key, table.c.title).where(key.in_(ids))
        found |= {str(row[0]): row[1] for row in await session.execute(query)}
    return found
