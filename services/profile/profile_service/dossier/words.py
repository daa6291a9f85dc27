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
    "nothing": {"nl": "Hierover is niets bewaard.", "en": "Nothing is kept about this."},
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
        {"nl": "Namen staan in een aparte kluis. Overal elders staat alleen een nummer.",
         "en": "Names are in a vault of their own. Everywhere else there is only a number."},
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

COLUMNS: Mapping[str, Sentence] = {
    "occurred_at": {"nl": "Wanneer", "en": "When"},
    "made_at": {"nl": "Wanneer", "en": "When"},
    "moved_at": {"nl": "Wanneer", "en": "When"},
    "offered_at": {"nl": "Wanneer", "en": "When"},
    "created_at": {"nl": "Gemaakt", "en": "Made"},
    "written_at": {"nl": "Geschreven", "en": "Written"},
    "said_at": {"nl": "Gezegd", "en": "Said"},
    "set_at": {"nl": "Afgesproken", "en": "Agreed"},
    "given_at": {"nl": "Gegeven", "en": "Given"},
    "withdrawn_at": {"nl": "Ingetrokken", "en": "Withdrawn"},
    "ended_at": {"nl": "Beëindigd", "en": "Ended"},
    "held_at": {"nl": "Gevoerd", "en": "Held"},
    "done_at": {"nl": "Klaar", "en": "Done"},
    "began_at": {"nl": "Begonnen", "en": "Began"},
    "first_at": {"nl": "Voor het eerst", "en": "First"},
    "updated_at": {"nl": "Bijgewerkt", "en": "Updated"},
    "practised_at": {"nl": "Laatst geoefend", "en": "Last practised"},
    "recorded_at": {"nl": "Vastgelegd", "en": "Recorded"},
    "at": {"nl": "Wanneer", "en": "When"},
    "day": {"nl": "Dag", "en": "Day"},
    "until": {"nl": "Tot en met", "en": "Until"},
    "horizon": {"nl": "Wil ik halen voor", "en": "By"},
    "due": {"nl": "Klaar op", "en": "Due"},
    "kind": {"nl": "Soort", "en": "Kind"},
    "form": {"nl": "Werkvorm", "en": "Form"},
    "level": {"nl": "Niveau (1-5)", "en": "Level (1-5)"},
    "success": {"nl": "Gelukt", "en": "Succeeded"},
    "completion": {"nl": "Afgemaakt", "en": "Finished"},
    "score_scaled": {"nl": "Score (0-1)", "en": "Score (0-1)"},
    "duration_seconds": {"nl": "Seconden", "en": "Seconds"},
    "goal_ids": {"nl": "Leerdoelen", "en": "Goals"},
    "goal_id": {"nl": "Leerdoel", "en": "Goal"},
    "goals": {"nl": "Leerdoelen", "en": "Goals"},
    "activity_id": {"nl": "Activiteit", "en": "Activity"},
    "title": {"nl": "Titel", "en": "Title"},
    "text": {"nl": "Tekst", "en": "Text"},
    "reason": {"nl": "Reden", "en": "Reason"},
    "subject": {"nl": "Vak", "en": "Subject"},
    "dimensions": {"nl": "Wie beslist", "en": "Who decides"},
    "author_id": {"nl": "Door", "en": "By"},
    "viewer_id": {"nl": "Wie", "en": "Who"},
    "viewer_role": {"nl": "Rol", "en": "Role"},
    "what": {"nl": "Wat", "en": "What"},
    "need": {"nl": "Hulp", "en": "Support"},
    "topic": {"nl": "Onderwerp", "en": "Topic"},
    "state": {"nl": "Stand", "en": "State"},
    "notes": {"nl": "Aantekeningen", "en": "Notes"},
    "agreements": {"nl": "Afspraken", "en": "Agreements"},
    "done": {"nl": "Gedaan", "en": "Done"},
    "note": {"nl": "Toelichting", "en": "Note"},
    "purpose": {"nl": "Waarvoor", "en": "Purpose"},
    "given_by": {"nl": "Gegeven door", "en": "Given by"},
    "proof": {"nl": "Bewijs", "en": "Proof"},
    "username": {"nl": "Gebruikersnaam", "en": "Username"},
    "role": {"nl": "Rol", "en": "Role"},
    "month": {"nl": "Maand", "en": "Month"},
    "attempts": {"nl": "Pogingen", "en": "Attempts"},
    "successes": {"nl": "Gelukt", "en": "Succeeded"},
    "how_far": {"nl": "Hoe ver", "en": "How far"},
    "options": {"nl": "Aangeboden", "en": "Offered"},
    "autonomy": {"nl": "Zelf kiezen", "en": "Autonomy"},
    "competence": {"nl": "Het kunnen", "en": "Competence"},
    "relatedness": {"nl": "Erbij horen", "en": "Relatedness"},
}

VALUES: Mapping[str, Sentence] = {
    "true": {"nl": "ja", "en": "yes"},
    "false": {"nl": "nee", "en": "no"},
    "teacher": {"nl": "leraar", "en": "teacher"},
    "shared": {"nl": "samen", "en": "together"},
    "learner": {"nl": "leerling", "en": "learner"},
    "educator": {"nl": "leraar", "en": "educator"},
    "parent": {"nl": "ouder", "en": "parent"},
    "sis": {"nl": "systeem van de school", "en": "school's system"},
    "board-admin": {"nl": "beheerder", "en": "administrator"},
    "form": {"nl": "werkvorm", "en": "form"},
    "whether": {"nl": "wel of niet", "en": "whether"},
    "topic": {"nl": "onderwerp", "en": "topic"},
    "pace": {"nl": "tempo", "en": "pace"},
    "company": {"nl": "met wie", "en": "company"},
    "option": {"nl": "van de kaart", "en": "from the card"},
    "surprise": {"nl": "verras me", "en": "surprise me"},
    "own-idea": {"nl": "eigen idee", "en": "own idea"},
    "opt-out": {"nl": "overgeslagen", "en": "opted out"},
    "practice": {"nl": "oefenen", "en": "practice"},
    "check": {"nl": "toetsje", "en": "check"},
    "corrective": {"nl": "nog eens anders", "en": "corrective"},
    "enrichment": {"nl": "verdieping", "en": "enrichment"},
    "project": {"nl": "project", "en": "project"},
    "mastered": {"nl": "beheerst", "en": "mastered"},
    "growing": {"nl": "in ontwikkeling", "en": "growing"},
}

WHO: Mapping[str, Sentence] = {
    "name": {"nl": "Naam", "en": "Name"},
    "sourced_id": {"nl": "Nummer bij de school", "en": "The school's own number"},
    "eck_id": {"nl": "ECK iD (voor leermiddelen)", "en": "ECK iD (for learning materials)"},
    "learner_id": {"nl": "Pseudoniem in Eigenwijs", "en": "Pseudonym in Eigenwijs"},
    "grades": {"nl": "Leerjaar", "en": "Grade"},
    "active": {"nl": "Leert hier nu", "en": "Learns here now"},
    "membership": {"nl": "Groepen sinds", "en": "Groups since"},
}

SERVICES: Mapping[str, Sentence] = {
    "profile": {"nl": "profiel", "en": "profile"},
    "choices": {"nl": "keuzes", "en": "choices"},
    "recommend": {"nl": "aanbevelen", "en": "recommend"},
    "gateway": {"nl": "toegang", "en": "gateway"},
}


def say(words: Mapping[str, Sentence], key: str, language: Language) -> str:
    """The word for it; a key without one is shown itself, with spaces."""
    return words[key][language] if key in words else key.replace("_", " ").replace("-", " ").strip()
