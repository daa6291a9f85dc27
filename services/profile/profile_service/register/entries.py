"""What a board processes with Eigenwijs, why, and on which ground: the entries of its register (AVG art. 30).

The Dutch schools' Privacyconvenant 4.0 asks a processor to hand these in ready to use; the purposes are in its words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eigenwijs_shared.errors import Sentence
from profile_service.retention.rules import EDUCATORS, KEPT, LEARNERS


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of data; `tables` hold it, and `term` is the kind of `retention.rules` by which it goes.

    `others` is the term of those in it who are no learners, where they have one of their own.

    `beside` are copies nearby and what only keeps count: shown, but not counted as data once more.
    """

    kind: str
    title: Sentence
    purpose: Sentence
    ground: Sentence
    people: Sentence
    fields: Sentence
    tables: Mapping[str, Sequence[str]]
    term: str = LEARNERS
    beside: Mapping[str, Sequence[str]] = field(default_factory=dict)
    others: str | None = None

    def held_in(self) -> dict[str, list[str]]:
        """Every table, by service."""
        services = sorted(self.tables.keys() | self.beside.keys())
        return {name: [*self.tables.get(name, ()), *self.beside.get(name, ())] for name in services}


_TASK: Sentence = {
    "nl": "Taak van algemeen belang: onderwijs geven (AVG art. 6 lid 1 e; WPO art. 8, WVO 2020 art. 2.1)",
    "en": "Task in the public interest: education (GDPR art. 6(1)(e))",
}
_DUTY: Sentence = {
    "nl": "Wettelijke plicht: leerlingadministratie (AVG art. 6 lid 1 c)",
    "en": "Legal duty: enrolment records (GDPR art. 6(1)(c))",
}
_ACCOUNT: Sentence = {
    "nl": "Wettelijke plicht: verantwoorden en beveiligen (AVG art. 5 lid 2 en art. 32)",
    "en": "Legal duty: accountability and security (GDPR art. 5(2) and 32)",
}
_LEARNERS: Sentence = {"nl": "Leerlingen", "en": "Learners"}

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "names",
        {"nl": "Namen en sleutels", "en": "Names and keys"},
        {"nl": "Weten over wie het gaat; bij alle andere gegevens staat een pseudoniem",
         "en": "Knowing whom it is about; all other data have a pseudonym"},
        _TASK,
        {"nl": "Leerlingen, leraren, ouders", "en": "Learners, educators, parents"},
        {"nl": "Roepnaam, achternaam, ECK iD, nummer bij de school", "en": "Names, ECK iD, the school's own id"},
        {"profile": ("vault.person",)},
        others=EDUCATORS,
    ),
    Entry(
        "kept-apart",
        {"nl": "In- en uitschrijving", "en": "Enrolment"},
        {"nl": "Bewijs van in- en uitschrijving na het wissen van een leerling",
         "en": "Proof of enrolment after a learner was erased"},
        _DUTY,
        _LEARNERS,
        {"nl": "Naam, school, begin- en einddatum", "en": "Name, school, dates"},
        {"profile": ("vault.kept_apart",)},
        KEPT,
    ),
    Entry(
        "roster",
        {"nl": "Groepen en lidmaatschappen", "en": "Groups and memberships"},
        {"nl": "Wie in welke groep leert en wie er lesgeeft", "en": "Who learns and who teaches in which group"},
        _TASK,
        {"nl": "Leerlingen, leraren, ouders", "en": "Learners, educators, parents"},
        {"nl": "School, groep, leerjaar; van een geboortedatum alleen de maand waarin iemand zestien is geworden",
         "en": "School, group, grade; of a birth date only the month in which somebody has turned sixteen"},
        {"profile": ("learner", "educator", "parent", "membership", "roster_record")},
        beside=dict.fromkeys(("choices", "recommend", "gateway"), ("learner", "educator", "parent")),
        others=EDUCATORS,
    ),
    Entry(
        "roster-imports",
        {"nl": "Verslagen van roosterimports", "en": "Reports of roster imports"},
        {"nl": "Weten wie welk rooster aanleverde, en fouten daarin terugvinden",
         "en": "Knowing who delivered which roster, and tracing faults in it"},
        _TASK,
        {"nl": "Beheerders, systemen van het bestuur", "en": "Administrators, systems of the board"},
        {"nl": "Wie, wanneer, aantallen, fouten met hun plek", "en": "Who, when, counts, faults with their place"},
        {"profile": ("roster_import",)},
        "roster-imports",
        {"profile": ("connector", "connector_sync", "vault.connector_page", "roster_package_part", "roster_progress")},
    ),
    Entry(
        "attempts",
        {"nl": "Gemaakt werk en ander bewijs", "en": "Work done and other evidence"},
        {"nl": "Het leren volgen en de volgende stap kiezen", "en": "Following learning and choosing the next step"},
        _TASK,
        _LEARNERS,
        {"nl": "Activiteit, uitslag, duur, tijdstip, waarneming van de leraar",
         "en": "Activity, result, duration, time, the educator's observation"},
        {"profile": ("attempt", "evidence"), "recommend": ("estimate", "learner_state", "review", "watch")},
        beside={
            "profile": ("evidence_matrix", "ledger_end", "ledger_renewal"),
            "choices": ("mastery", "done"),
            "recommend": (
                *("watch_alarm", "watch_mark", "watch_memory", "watch_due"),
                *("observation", "mastered_once"),
            ),
        },
    ),
    Entry(
        "choices",
        {"nl": "Keuzes en keuzekaarten", "en": "Choices and choice cards"},
        {"nl": "Leerlingen laten kiezen, en achteraf kunnen uitleggen waarom iets werd aangeboden",
         "en": "Letting learners choose, and explaining afterwards why something was offered"},
        _TASK,
        _LEARNERS,
        {"nl": "Aangeboden opties met hun reden, wat er is gekozen, wat een leraar klaarzette of wegliet en waarom; "
               "waar iemand het niet mee eens was, en het besluit daarover",
         "en": "Options with reasons, what was chosen, what an educator assigned or left out and why; what somebody "
               "contested, and the decision"},
        {
            "choices": ("choice", "assignment", "assignment_met", "gather"),
            "recommend": ("card", "register_entry", "override", "objection", "card_setting"),
        },
        beside={
            "profile": ("agency_choice",),
            "choices": ("card_offered", "catalogue_card"),
            "recommend": (
                *("card_choice", "standing_assignment", "met_assignment", "gather"),
                *("objection_fact", "standing_contract"),
            ),
        },
    ),
    Entry(
        "contracts",
        {"nl": "Weektaken", "en": "Weekly contracts"},
        {"nl": "Leerling en leraar een week laten afspreken, plannen en bijstellen",
         "en": "Letting learner and educator agree on, plan and adjust a week"},
        _TASK,
        _LEARNERS,
        {"nl": "Taken met hun dagen, afspraken en handtekeningen, afwezigheid waardoor opnieuw is gepland, wie niet "
               "bij elkaar wordt gezet, wie een agenda heeft",
         "en": "Tasks with their days, agreements and signatures, absence that led to planning again, who is not put "
               "together, who has a calendar"},
        {"choices": ("contract", "contract_task", "contract_replan", "contract_calendar", "not_together")},
    ),
    Entry(
        "electives",
        {"nl": "Keuzemodules", "en": "Electives"},
        {"nl": "Keuzemodules eerlijk verdelen, en uitleggen hoe", "en": "Dividing electives fairly, and saying how"},
        _TASK,
        {"nl": "Leerlingen, leraren", "en": "Learners, educators"},
        {"nl": "Wensen per periode, welke plek iemand kreeg, wat eerder misliep, ruilwensen; wie een module geeft",
         "en": "Wishes by period, the place somebody got, what was missed before, swaps; who gives a module"},
        {"choices": ("elective_wish", "elective_place", "elective_swap")},
        beside={"choices": ("elective", "elective_module")},
    ),
    Entry(
        "agency",
        {"nl": "De regieknop", "en": "The dial"},
        {"nl": "Vastleggen wie wat beslist, en waarom", "en": "Recording who decides what, and why"},
        _TASK,
        _LEARNERS,
        {"nl": "Stand, reden, wie hem zette en wanneer", "en": "Position, reason, who set it and when"},
        {"profile": ("agency_move", "agency_proposal")},
        beside={
            "profile": ("agency_place", "agency_due"),
            **dict.fromkeys(("choices", "recommend", "gateway"), ("agency_dial",)),
        },
    ),
    Entry(
        "aims",
        {"nl": "Eigen doelen en interesses", "en": "Own aims and interests"},
        {"nl": "Leerlingen eigen doelen en onderwerpen laten kiezen", "en": "Letting learners set aims and topics"},
        _TASK,
        _LEARNERS,
        {"nl": "Eigen woorden van de leerling, stappen, onderwerpen", "en": "The learner's own words, steps, topics"},
        {"profile": ("aim", "aim_step", "interest")},
        beside={"choices": ("learner_interest",), "recommend": ("learner_interest", "learner_aim")},
    ),
    Entry(
        "challenges",
        {"nl": "Eigen vragen (challenges)", "en": "Own questions (challenges)"},
        {"nl": "Leerlingen aan een eigen vraag laten werken, gekoppeld aan leerdoelen",
         "en": "Letting learners work on a question of their own, linked to learning goals"},
        _TASK,
        _LEARNERS,
        {"nl": "Eigen woorden van de leerling, leerdoelen, plan, wat is laten zien en hoe de leraar dat beoordeelde",
         "en": "The learner's own words, goals, plan, what was shown and how the educator judged it"},
        {"choices": ("challenge", "challenge_goal", "challenge_step", "challenge_evidence", "challenge_presentation")},
    ),
    Entry(
        "talks",
        {"nl": "Reflecties en coachgesprekken", "en": "Reflections and coach talks"},
        {"nl": "Leerlingen begeleiden bij hun doelen", "en": "Coaching learners towards their aims"},
        _TASK,
        _LEARNERS,
        {"nl": "Terugblikken, afspraken, aantekeningen", "en": "Looking back, agreements, notes"},
        {"profile": ("talk", "aim_reflection")},
        "reflections",
    ),
    Entry(
        "needs",
        {"nl": "Wat helpt (geen diagnoses)", "en": "What helps (never diagnoses)"},
        {"nl": "Werk en groepjes passend maken", "en": "Making work and groups fit"},
        _TASK,
        _LEARNERS,
        {"nl": "Hulp uit een vaste lijst, wie die zette en tot wanneer", "en": "Support from a fixed list, by whom"},
        {"profile": ("held_need",)},
        beside={"profile": ("said_version",), "recommend": ("learner_need",), "choices": ("learner_need",)},
    ),
    Entry(
        "motivation",
        {"nl": "Hoe het leren voelt (drie vragen, vrijwillig)", "en": "How learning feels (three questions, optional)"},
        {"nl": "Nagaan of kiezen motiveert", "en": "Finding out whether choice motivates"},
        _TASK,
        _LEARNERS,
        {"nl": "Drie antwoorden van 1 tot 5", "en": "Three answers from 1 to 5"},
        {"profile": ("motivation",)},
        "motivation",
    ),
    Entry(
        "access-log",
        {"nl": "Wie welke gegevens zag", "en": "Who saw which data"},
        {"nl": "Laten zien wie gegevens van een leerling bekeek", "en": "Showing who looked at a learner's data"},
        _ACCOUNT,
        {"nl": "Leerlingen, leraren, ouders", "en": "Learners, educators, parents"},
        {"nl": "Wie, wat voor gegevens, welke dag", "en": "Who, which kind of data, which day"},
        {"profile": ("access",)},
        "access-log",
    ),
    Entry(
        "rights",
        {"nl": "Rechten", "en": "Rights"},
        {"nl": "Toestemmingen, dossiers en wissen kunnen verantwoorden", "en": "Accounting for consent and requests"},
        _ACCOUNT,
        _LEARNERS,
        {"nl": "Waarvoor, door wie, wanneer; dossiers een week", "en": "What for, by whom, when; dossiers for a week"},
        {"profile": ("consent", "dossier", "erasure", "erasure_receipt")},
        beside={"profile": ("dossier_piece", "dossier_file", "retention", "retention_run")},
    ),
    Entry(
        "accounts",
        {"nl": "Inloggen", "en": "Signing in"},
        {"nl": "Weten wie er inlogt", "en": "Knowing who signs in"},
        _ACCOUNT,
        {"nl": "Leerlingen, leraren, ouders, beheerders", "en": "Learners, educators, parents, administrators"},
        {"nl": "Gebruikersnaam, wachtwoord als Argon2-afdruk", "en": "Username, password as an Argon2 hash"},
        {"gateway": ("account", "client")},
        others=EDUCATORS,
    ),
)  # fmt: skip
