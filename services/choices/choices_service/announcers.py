"""What choices tells again to a consumer that is new or wiped, in this order."""

from collections.abc import Sequence

from choices_service.activities.actions import activities_again
from choices_service.choices.actions import choices_again
from choices_service.goals.actions import goals_again
from choices_service.places.actions import electives_again
from eigenwijs_shared.events.replay import Announcer

ANNOUNCERS: Sequence[Announcer] = (goals_again, activities_again, choices_again, electives_again)
