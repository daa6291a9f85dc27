"""Who saw what of a learner."""

from datetime import date, datetime

from eigenwijs_shared.models import Out


class LookOut(Out):
    """One viewer, one kind of data, one day; `viewer` is a name, or what kind of system it was."""

    day: date
    first_at: datetime
    viewer_id: str
    viewer: str
    role: str
    what: str
    what_in_words: str
