"""What recommend does when it hears of something; all of it may run twice and in any order between learners."""

from eigenwijs_shared.contracts.choices import ActivityChanged, ChoiceMade, GoalChanged
from eigenwijs_shared.contracts.profile import AttemptRecorded
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.rights.erasure import answer_erasures
from eigenwijs_shared.roster import reactions as roster
from recommend_service.cards.actions import note_choices
from recommend_service.cards.announcers import cards_again
from recommend_service.catalogue.actions import follow_activities, follow_goals
from recommend_service.mastery.actions import learn_from

REACTIONS = Reactions("recommend")
roster.follow_roster(REACTIONS)
answer_erasures(REACTIONS)
REACTIONS.add(GoalChanged, follow_goals)
REACTIONS.add(ActivityChanged, follow_activities)
REACTIONS.add(AttemptRecorded, learn_from)
REACTIONS.add(ChoiceMade, note_choices)

ANNOUNCERS = (cards_again,)
