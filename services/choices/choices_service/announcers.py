"""What choices tells again to a consumer that is new or wiped, in this order."""

from collections.abc import Sequence

from choices_service.activities.actions import activities_again
from choices_service.apart.announcers import apart_again
from choices_service.assignments.announcers import assignments_again, met_again
from choices_service.challenge_work.presenting import presentations_again
from choices_service.challenges.actions import challenges_again
from choices_service.choices.announcers import choices_again
from choices_service.contracts.events import contracts_again
from choices_service.gather.actions import gathers_again
from choices_service.goals.actions import goals_again
from choices_service.places.actions import electives_again
from eigenwijs_shared.events.replay import Announcer

ANNOUNCERS: Sequence[Announcer] = (
    # What educators left out comes before the activities, so that no card is made meanwhile without knowing of it.
    *(assignments_again, met_again, gathers_again, apart_again),
    *(goals_again, activities_again, choices_again, contracts_again, challenges_again, presentations_again),
    electives_again,
)
