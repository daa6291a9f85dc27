"""The words of a dossier, as a parent would say them."""

from collections.abc import Mapping

from eigenwijs_shared.errors import Language, Sentence

PAGE: Mapping[str, Sentence] = {
    "title": {"nl": "Dossier van", "en": "Dossier of"},
    "made": {"nl": "Gemaakt op", "en": "Made on"},
    "intro": {
        "nl": "Hier staat alles wat de school in Eigenwijs over deze leerling bewaart. Klopt er iets niet, of wilt u "
              "dat iets wordt gewist? Vraag het aan de school; zij moet binnen een maand antwoorden.",
        "en": "This is everything that school keeps about this learner in Eigenwijs. Is something wrong, or should "
              "something be erased? Ask school; it must answer within a month.",
    },
    "contents": {"nl": "Inhoud", "en": "Contents"},
    "parts": {
        "nl": "Zoveel gegevens leverde elk onderdeel van Eigenwijs voor dit dossier in",
        "en": "So many items each part of Eigenwijs handed in for this dossier",
    },
    "data": {
        "nl": "Hieronder staat wat ze vertellen; de map data heeft ze allemaal, ook de technische, voor computers.",
        "en": "Below is what they tell; the folder data has them all, also the technical ones, for machines.",
    },
    "nothing": {"nl": "Waarover niets is bewaard", "en": "What nothing is kept about"},
    "shown": {"nl": "De nieuwste {shown} van {total}; de rest staat in de map data.",
              "en": "The newest {shown} of {total}; the others are in the folder data."},
    "rights": {"nl": "Uw rechten", "en": "Your rights"},
    "rights_text": {
        "nl": "U mag gegevens inzien, meenemen, laten verbeteren en laten wissen, en bezwaar maken. Voor het leren "
              "bewaart de school ze zolang de leerling er is en daarna een vaste tijd per soort; daarna worden ze "
              "gewist. Vanaf 16 jaar, of later als het bestuur dat koos, beslist de leerling zelf. Een klacht kan naar "
              "de functionaris gegevensbescherming van de school of de Autoriteit Persoonsgegevens.",
        "en": "You may see data, take them with you, have them corrected and erased, and object. School keeps them "
              "as long as the learner is there and then for a fixed time per kind; then they are erased. From 16, or "
              "later if the board chose so, the learner decides. Complaints can go to the school's data protection "
              "officer or the Dutch data protection authority.",
    },
}  # fmt: skip

SECTIONS: Mapping[str, tuple[Sentence, Sentence]] = {
    "who": (
        {"nl": "Wie", "en": "Who"},
        {"nl": "Namen liggen in een aparte kluis. Bij alle andere gegevens staat in plaats van de naam het pseudoniem.",
         "en": "Names lie in a vault of their own. All other data have the pseudonym instead of the name."},
    ),
    "agency_move": (
        {"nl": "Wie beslist wat (de regieknop)", "en": "Who decides what (the dial)"},
        {"nl": "Wanneer en waarom de knop voor deze leerling is verzet.",
         "en": "When and why the dial was moved for this learner."},
    ),
    "agency_proposal": (
        {"nl": "Voorstellen om anders te beslissen", "en": "Proposals to decide otherwise"},
        {"nl": "Waar leerling en leraar het samen over eens moeten worden.", "en": "What both must agree on."},
    ),
    "aim": ({"nl": "Eigen doelen", "en": "Own aims"}, {"nl": "In eigen woorden.", "en": "In the learner's words."}),
    "aim_step": ({"nl": "Stappen", "en": "Steps"}, {"nl": "Op weg naar een doel.", "en": "On the way to an aim."}),
    "aim_reflection": ({"nl": "Reflecties", "en": "Reflections"}, {"nl": "Terugkijken.", "en": "Looking back."}),
    "talk": (
        {"nl": "Coachgesprekken", "en": "Coach talks"},
        {"nl": "Afgesproken, gevoerd of gemist.", "en": "Planned, held or missed."},
    ),
    "interest": (
        {"nl": "Interesses", "en": "Interests"},
        {"nl": "Door de leerling zelf gezegd; nooit afgeleid uit klikken.", "en": "Said by the learner."},
    ),
    "held_need": (
        {"nl": "Wat helpt", "en": "What helps"},
        {"nl": "Afgesproken hulp bij het werk; nooit een diagnose.", "en": "Agreed support; never a diagnosis."},
    ),
    "months": (
        {"nl": "Gemaakt werk per maand", "en": "Work by month"},
        {"nl": "Hoeveel pogingen er waren, en hoeveel er lukten.", "en": "How many attempts, and how many succeeded."},
    ),
    "attempt": (
        {"nl": "Gemaakt werk", "en": "Work done"},
        {"nl": "Elke poging: wat voor opdracht, bij welk leerdoel, en hoe het ging.",
         "en": "Each attempt: what kind of task, for which goal, and how it went."},
    ),
    "evidence": (
        {"nl": "Waarnemingen en ander bewijs", "en": "Observations and other evidence"},
        {"nl": "Wat een leraar, klasgenoot of de leerling zelf heeft gezien.",
         "en": "What an educator, a classmate or the learner has seen."},
    ),
    "choice": (
        {"nl": "Keuzes", "en": "Choices"},
        {"nl": "Wat de leerling koos, en waarom als dat werd gezegd.", "en": "What was chosen, and why."},
    ),
    "assignment": (
        {"nl": "Klaargezet of weggelaten door een leraar", "en": "Assigned or left out by an educator"},
        {"nl": "Wat een leraar voor deze leerling klaarzette, vastzette of een tijd wegliet, en waarom.",
         "en": "What an educator assigned, pinned or left out for this learner for a time, and why."},
    ),
    "contract": (
        {"nl": "Weektaken", "en": "Weekly contracts"},
        {"nl": "Wat leerling en leraar voor een week of periode afspraken.",
         "en": "What learner and educator agreed for a week or period."},
    ),
    "contract_task": (
        {"nl": "Taken in weektaken", "en": "Tasks of contracts"},
        {"nl": "Wat erin zat, op welke dag, en of het af is.", "en": "What was in them, on which day, whether done."},
    ),
    "contract_replan": (
        {"nl": "Opnieuw gepland", "en": "Planned again"},
        {"nl": "Wanneer en waardoor dagen van een weektaak verschoven.",
         "en": "When and through what days of a contract moved."},
    ),
    "contract_calendar": (
        {"nl": "Agenda's", "en": "Calendars"},
        {"nl": "Wie de weektaken in een eigen agenda kan zien.", "en": "Who can see the contracts in a calendar."},
    ),
    "challenge": (
        {"nl": "Eigen vragen (challenges)", "en": "Own questions (challenges)"},
        {"nl": "In eigen woorden: wat de leerling wilde weten en maken.", "en": "In the learner's own words."},
    ),
    "challenge_goal": (
        {"nl": "Leerdoelen bij eigen vragen", "en": "Goals of own questions"},
        {"nl": "Wie ze koos en wie ze bevestigde.", "en": "Who chose and who confirmed them."},
    ),
    "challenge_step": (
        {"nl": "Plan bij eigen vragen", "en": "Plan of own questions"},
        {"nl": "Stappen en afspraken met de coach.", "en": "Steps, and check-ins with the coach."},
    ),
    "challenge_evidence": (
        {"nl": "Wat de leerling liet zien", "en": "What the learner showed"},
        {"nl": "Links, teksten en werkstukken bij een eigen vraag.", "en": "Links, texts and products."},
    ),
    "challenge_presentation": (
        {"nl": "Presentaties van eigen vragen", "en": "Presentations of own questions"},
        {"nl": "Hoe de leraar ze beoordeelde, met de rubric.", "en": "How the educator judged them, with the rubric."},
    ),
    "elective_wish": (
        {"nl": "Wensen voor keuzemodules", "en": "Wishes for electives"},
        {"nl": "Welke modules de leerling het liefst wilde, per periode.",
         "en": "Which modules the learner would like best, for each period."},
    ),
    "elective_place": (
        {"nl": "Keuzemodules", "en": "Electives"},
        {"nl": "Welke module de leerling in welke periode kreeg, en hoe.",
         "en": "Which module the learner got in which period, and how."},
    ),
    "elective_swap": (
        {"nl": "Ruilwensen", "en": "Wishes to swap"},
        {"nl": "Waarmee de leerling een keuzemodule wilde ruilen.", "en": "What an elective was to be swapped for."},
    ),
    "review": (
        {"nl": "Herhaling", "en": "Review"},
        {"nl": "Wanneer het goed is om iets dat al beheerst is nog eens op te halen.",
         "en": "When it is good to recall something that is mastered."},
    ),
    "watch": (
        {"nl": "Signalen aan leraren", "en": "Signals to educators"},
        {"nl": "Wanneer een leraar werd gevraagd om mee te kijken, waarop dat berustte en hoe het afliep.",
         "en": "When an educator was asked to look along, on what that rested, and how it ended."},
    ),
    "estimate": (
        {"nl": "Inschatting per leerdoel", "en": "Estimate by goal"},
        {"nl": "Een rekenmodel schat uit het gemaakte werk hoe ver de leerling is. Het is een hulpmiddel: de leraar "
               "beslist, en u kunt het betwisten.",
         "en": "A model estimates from the work done how far the learner is. It is an aid: the educator decides, and "
               "you can contest it."},
    ),
    "card": (
        {"nl": "Keuzekaarten", "en": "Choice cards"},
        {"nl": "Wat er is aangeboden om uit te kiezen.", "en": "What was offered to choose from."},
    ),
    "override": (
        {"nl": "Ingrepen van leraren", "en": "Overrides by educators"},
        {"nl": "Waar een leraar de aanbeveler bijstuurde of op pauze zette, en waarom.",
         "en": "Where an educator corrected or paused the recommender, and why."},
    ),
    "objection": (
        {"nl": "Tegenspraak", "en": "Objections"},
        {"nl": "Waar de leerling of een ouder het niet mee eens was, wat een leraar daarover besloot en waarom.",
         "en": "What the learner or a parent did not agree with, what an educator decided about it and why."},
    ),
    "register_entry": (
        {"nl": "Register van besluiten", "en": "Register of decisions"},
        {"nl": "Van elk besluit een regel die niet meer te veranderen is.",
         "en": "Of every decision a line that can no longer be changed."},
    ),
    "motivation": (
        {"nl": "Hoe het leren voelt", "en": "How learning feels"},
        {"nl": "Vrijwillige antwoorden van 1 tot 5.", "en": "Optional answers from 1 to 5."},
    ),
    "consent": (
        {"nl": "Toestemmingen", "en": "Consents"},
        {"nl": "Gegeven en ingetrokken.", "en": "Given and withdrawn."},
    ),
    "access": (
        {"nl": "Wie gegevens bekeek", "en": "Who looked at data"},
        {"nl": "Per dag één regel voor elk soort gegevens.", "en": "One line a day for each kind of data."},
    ),
    "account": ({"nl": "Inloggen", "en": "Signing in"}, {"nl": "De gebruikersnaam.", "en": "The username."}),
}  # fmt: skip
"""Heading and one sentence for each; in this order. What has none is shown by its own name, at the end."""

WHO: Mapping[str, Sentence] = {
    "name": {"nl": "Naam", "en": "Name"},
    "schools": {"nl": "School", "en": "School"},
    "grades": {"nl": "Leerjaar", "en": "Grade"},
    "membership": {"nl": "Groepen", "en": "Groups"},
    "active": {"nl": "Leert hier nu", "en": "Learns here now"},
    "parents": {"nl": "Ouders of verzorgers", "en": "Parents or guardians"},
    "sixteen": {"nl": "Zestien jaar vóór", "en": "Sixteen before"},
    "sourced_id": {"nl": "Nummer bij de school", "en": "The school's own number"},
    "eck_id": {"nl": "ECK iD (voor leermiddelen)", "en": "ECK iD (for learning materials)"},
    "learner_id": {"nl": "Pseudoniem in Eigenwijs", "en": "Pseudonym in Eigenwijs"},
}

SERVICES: Mapping[str, Sentence] = {
    "profile": {"nl": "profiel", "en": "profile"},
    "choices": {"nl": "keuzes", "en": "choices"},
    "recommend": {"nl": "aanbevelingen", "en": "recommendations"},
    "gateway": {"nl": "inloggen", "en": "signing in"},
}

SAID: Mapping[str, Sentence] = {
    "self": {"nl": "de leerling zelf", "en": "the learner"},
    "system": {"nl": "systeem van de school", "en": "the school's system"},
    "erased": {"nl": "iemand die gewist is", "en": "somebody who was erased"},
    "somebody": {"nl": "iemand anders op school", "en": "somebody else at school"},
    "gone": {"nl": "bestaat niet meer", "en": "is no more"},
    "signed-in": {"nl": "ingelogd in Eigenwijs", "en": "signed in to Eigenwijs"},
    "since": {"nl": "vanaf {began}", "en": "from {began}"},
    "from-to": {"nl": "{began} tot {ended}", "en": "{began} to {ended}"},
}


def say(words: Mapping[str, Sentence], key: str, language: Language) -> str:
    """The word for it; a key without one is shown itself, with spaces."""
    return words[key][language] if key in words else key.replace("_", " ").replace("-", " ").strip()
