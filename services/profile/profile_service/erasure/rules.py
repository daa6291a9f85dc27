"""What is kept when a learner is erased, why, and until when: pure."""

from datetime import date

ENROLMENT = "enrolment-administration"
"""Absence, enrolment and de-registration are kept five years after a learner has left (primary and secondary education;
Autoriteit Persoonsgegevens, on how long schools keep a pupil's file). Article 17(3)(b) of the GDPR lets that stand."""
DEFAULT_MONTHS = 60


def months_after(day: date, months: int) -> date:
    """The same day that many months on; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)  # no month is shorter
