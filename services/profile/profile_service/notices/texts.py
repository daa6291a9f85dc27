"""What a school must tell about data, in words for the age of whoever reads it (AVG art. 12 lid 1 and 13).

A text changes together with `VERSION`, so that it is known who read which.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from eigenwijs_shared.errors import Sentence

Audience = Literal["8", "12", "16", "parent"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
VERSION = "2026-11-2"

Section = tuple[Sentence, Sentence]
"""(heading, text)"""

NOTICES: Mapping[Audience, Sequence[Section]] = {
    "8": (
        (
            {"nl": "Wat weet Eigenwijs van jou?", "en": "What does Eigenwijs know about you?"},
            {"nl": "Je naam, je groep, wat je hebt gemaakt en gekozen, en wat je zelf vertelt.",
             "en": "Your name, your group, what you made and chose, and what you tell us yourself."},
        ),
        (
            {"nl": "Waarom?", "en": "Why?"},
            {"nl": "Zo past het werk bij jou, en kun je zelf kiezen.",
             "en": "So that the work fits you, and you can choose."},
        ),
        (
            {"nl": "Wie mag het zien?", "en": "Who may see it?"},
            {"nl": "Jij, je juf of meester en je ouders. Van je eigen doelen kies je zelf wie ze ziet. Alleen als je "
                   "ouders of de school je hele dossier opvragen, staat daar ook in wat je niet liet zien. Je kunt "
                   "zien wie er heeft gekeken.",
             "en": "You, your teacher and your parents. Of your own aims you choose who sees them. Only when your "
                   "parents or school ask for your whole dossier, it also holds what you did not show. You can see "
                   "who has looked."},
        ),
        (
            {"nl": "Klopt er iets niet?", "en": "Is something wrong?"},
            {"nl": "Zeg het tegen je juf, meester of ouders. Zij kunnen het laten aanpassen.",
             "en": "Tell your teacher or parents. They can have it changed."},
        ),
    ),
    "12": (
        (
            {"nl": "Welke gegevens staan er van jou in Eigenwijs?", "en": "Which of your data are in Eigenwijs?"},
            {"nl": "Je naam (apart bewaard in een kluis), school, klas en leerjaar; de opdrachten die je maakte en hoe "
                   "dat ging; je keuzes; je eigen doelen, interesses en afspraken met je coach; en wat jou helpt.",
             "en": "Your name (kept apart in a vault), school, class and year; the work you did and how it went; your "
                   "choices; your own aims, interests and agreements with your coach; and what helps you."},
        ),
        (
            {"nl": "Wat doet Eigenwijs ermee?", "en": "What does Eigenwijs do with them?"},
            {"nl": "Inschatten welke leerdoelen je al beheerst en je een paar passende dingen laten kiezen. Bij elk "
                   "voorstel staat waarom. Je leraar kan het veranderen en jij kunt er iets van zeggen.",
             "en": "Estimate which goals you master and let you choose from a few things that fit. Every proposal "
                   "says why. Your teacher can change it and you can object."},
        ),
        (
            {"nl": "Wie ziet het?", "en": "Who sees it?"},
            {"nl": "Jij, de leraren van jouw groepen, je ouders tot je zelf beslist, en beheerders van je school. "
                   "Van je eigen doelen en gesprekken kies je zelf wie meeleest. Een dossier is alles: wie het van je "
                   "ouders of school opvraagt, leest ook wat je niet deelde. Onder 'wie zag mijn gegevens' staat wie "
                   "er keek.",
             "en": "You, the teachers of your groups, your parents until you decide yourself, and your school's "
                   "administrators. Of your own aims and talks you choose who reads along. A dossier is everything: "
                   "a parent or school that asks for it also reads what you did not share. 'Who saw my data' shows "
                   "who looked."},
        ),
        (
            {"nl": "Wat mag jij?", "en": "What may you do?"},
            {"nl": "Alles inzien en meenemen (je dossier), laten verbeteren wat niet klopt, en vragen of iets weg kan. "
                   "Een moeilijke vraag of klacht? Die kan naar de functionaris gegevensbescherming van je school.",
             "en": "See and take everything (your dossier), have mistakes mended, and ask for things to be erased. "
                   "A hard question or complaint can go to your school's data protection officer."},
        ),
        (
            {"nl": "Hoe lang?", "en": "How long?"},
            {"nl": "Zolang je hier leert en daarna een vaste tijd die je school heeft gekozen. Dan wordt het gewist.",
             "en": "As long as you learn here and then for a fixed time that your school chose. Then it is erased."},
        ),
    ),
    "16": (
        (
            {"nl": "Welke gegevens, waarvoor en op welke grond?", "en": "Which data, why and on which ground?"},
            {"nl": "Naam en inschrijving, gemaakt werk met uitslag, keuzes, eigen doelen en gesprekken, vrijwillige "
                   "antwoorden over motivatie, en wat je helpt. De school heeft ze nodig voor haar wettelijke taak: "
                   "onderwijs geven (AVG art. 6 lid 1 e). Voor wat daarbuiten valt vraagt zij jouw toestemming.",
             "en": "Name and enrolment, work with results, choices, own aims and talks, optional answers, "
                   "and what helps you. School needs them for its legal task of education (GDPR art. 6(1)(e)). For "
                   "anything beyond that it asks your consent."},
        ),
        (
            {"nl": "Jij beslist", "en": "You decide"},
            {"nl": "Vanaf 16 jaar (of de leeftijd die je bestuur koos) beslis jij zelf over je gegevens, en zien je "
                   "ouders ze niet meer tenzij jij ze deelt. Van je doelen en gesprekken kies jij wie meeleest; maakt "
                   "het bestuur op verzoek een dossier, dan staat daar ook in wat je niet deelde. Wie het opende zie "
                   "je bij 'wie zag mijn gegevens'.",
             "en": "From 16 (or the age your board chose) you decide about your data, and your parents no longer see "
                   "them unless you share them. Of your aims and talks you choose who reads along; where the board "
                   "makes a dossier on request, it also holds what you did not share. 'Who saw my data' shows who "
                   "opened it."},
        ),
        (
            {"nl": "Hoe komt een voorstel tot stand?", "en": "How does a proposal come about?"},
            {"nl": "Uit je eigen pogingen schat een rekenmodel per leerdoel hoe waarschijnlijk het is dat je het "
                   "beheerst. Daaruit volgen opties met hun reden. Er valt geen besluit zonder mens: je leraar en jij "
                   "kunnen het anders doen, en je kunt een inschatting betwisten.",
             "en": "From your own attempts a model estimates per goal how likely it is that you master it. Options "
                   "with reasons follow. No decision is made without a human: your teacher and you can do otherwise, "
                   "and you can contest an estimate."},
        ),
        (
            {"nl": "Je rechten", "en": "Your rights"},
            {"nl": "Inzage en meenemen (dossier), verbeteren, wissen, beperken, bezwaar maken, toestemming intrekken, "
                   "en klagen bij de Autoriteit Persoonsgegevens. Vragen: de functionaris gegevensbescherming.",
             "en": "Access and portability (dossier), rectification, erasure, restriction, objection, withdrawing "
                   "consent, and complaint to the Dutch data protection authority. Questions: the school's officer."},
        ),
        (
            {"nl": "Hoe lang?", "en": "How long?"},
            {"nl": "Per soort gegevens heeft je bestuur een bewaartermijn gekozen; daarna wordt gewist. Je in- en "
                   "uitschrijving moet de school wettelijk langer bewaren.",
             "en": "Your board chose a period per kind of data; then they are erased. The law makes school keep your "
                   "enrolment longer."},
        ),
    ),
    "parent": (
        (
            {"nl": "Wat bewaart de school in Eigenwijs over uw kind?", "en": "What does school keep about your child?"},
            {"nl": "Naam en inschrijving, gemaakt werk, keuzes, eigen doelen en coachgesprekken, en wat uw kind helpt. "
                   "Nooit een diagnose, leerstijl of emotie. Namen staan apart; overal elders staat een pseudoniem.",
             "en": "Name and enrolment, work done, choices, own aims and coach talks, and what helps your child. Never "
                   "a diagnosis, learning style or emotion. Names are apart; a pseudonym is used everywhere else."},
        ),
        (
            {"nl": "Waarvoor en op welke grond?", "en": "Why and on which ground?"},
            {"nl": "Om onderwijs te geven dat past en waarin uw kind echt kiest: de wettelijke taak van de school (AVG "
                   "art. 6 lid 1 e). Waar de school toestemming vraagt mag u weigeren en altijd intrekken.",
             "en": "To teach what fits and let your child really choose: the school's legal task (GDPR art. 6(1)(e)). "
                   "Where school asks consent you may refuse, and withdraw it at any time."},
        ),
        (
            {"nl": "Wat kunt u zien en doen?", "en": "What can you see and do?"},
            {"nl": "U ziet wat de school ziet van uw eigen kind, wie er keek, en kunt het hele dossier opvragen. Dat "
                   "eindigt als uw kind zelf beslist: vanaf 16 jaar, of de leeftijd die het bestuur koos.",
             "en": "You see what school sees of your own child and who looked, and can ask for the whole dossier. That "
                   "ends when your child decides: from 16, or the age that the board chose."},
        ),
        (
            {"nl": "Hoe lang en wat daarna?", "en": "How long, and then?"},
            {"nl": "Zolang uw kind hier leert en daarna een vaste tijd per soort gegevens. Wissen kan eerder op "
                   "verzoek; alleen wat de wet de school laat bewaren blijft apart, met een einddatum.",
             "en": "As long as your child learns here and then a fixed time per kind of data. Erasure can be asked for "
                   "sooner; only what the law makes school keep stays apart, with an end date."},
        ),
        (
            {"nl": "Vragen of klachten?", "en": "Questions or complaints?"},
            {"nl": "Ga naar de school, haar functionaris gegevensbescherming of de Autoriteit Persoonsgegevens.",
             "en": "Turn to school, its data protection officer or the Dutch data protection authority."},
        ),
    ),
}  # fmt: skip
