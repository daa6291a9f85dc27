"""What recommend does when it hears of something; all of it may run twice and in any order between learners."""

from eigenwijs_shared.contracts.choices import ActivityChanged, ChoiceMade, ChoiceWithdrawn, GoalChanged
from eigenwijs_shared.contracts.profile import AttemptRecorded, EvidenceRecorded, LedgerRenewed
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.rights.dossier import Holding, hand_in_dossiers
from eigenwijs_shared.rights.erasure import answer_erasures
from eigenwijs_shared.roster import reactions as roster
from eigenwijs_shared.roster.wishes import follow_wishes
from recommend_service.aims.following import follow_aims
from recommend_service.apart.following import follow_apart
from recommend_service.assignments.following import follow_assignments
from recommend_service.cards.actions import note_choices, note_withdrawals
from recommend_service.cards.announcers import cards_again
from recommend_service.catalogue.actions import follow_activities, follow_goals
from recommend_service.contracts.following import follow_contracts
from recommend_service.dossier import titles_of
from recommend_service.gather.following import follow_gatherings
from recommend_service.mastery.actions import start_over
from recommend_service.mastery.announcers import mastery_again
from recommend_service.objections.announcers import objections_again
from recommend_service.objections.facts import learn_and_note
from recommend_service.overrides.announcers import overrides_again
from recommend_service.watches.alarming import forget_alarms
from recommend_service.watches.announcers import watches_again

REACTIONS = Reactions("recommend")
roster.follow_roster(REACTIONS, forget=forget_alarms)
follow_wishes(REACTIONS)
hand_in_dossiers(
    REACTIONS,
    Holding(also=dict.fromkeys(("agency_dial", "standing_assignment", "override"), "scope_id"), titles=titles_of),
)
answer_erasures(REACTIONS)
REACTIONS.add(GoalChanged, follow_goals)
REACTIONS.add(ActivityChanged, follow_activities)
REACTIONS.add(AttemptRecorded, learn_and_note)
REACTIONS.add(EvidenceRecorded, learn_and_note)
REACTIONS.add(LedgerRenewed, start_over)
REACTIONS.add(ChoiceMade, note_choices)
follow_assignments(REACTIONS)
follow_gatherings(REACTIONS)
follow_apart(REACTIONS)
follow_contracts(REACTIONS)
follow_aims(REACTIONS)
REACTIONS.add(ChoiceWithdrawn, note_withdrawals)

ANNOUNCERS = (cards_again, mastery_again, watches_again, overrides_again, objections_again)
