"""English words of school with the Dutch ones for them, so that a question in English finds a Dutch curriculum. Pure.

Written for this project: general words of curricula for 4- to 15-year-olds, no translation of any particular goal or
question. An English word that is also a Dutch one of another meaning (`wet`, `war`) is left out.
"""

from collections.abc import Iterator

from choices_service.mapping.words import stems_in

_WORDS = """
add=optellen,plus addition=optellen advertisement=reclame advertising=reclame advice=advies afraid=bang
agreement=afspraak algorithm=algoritme angle=hoek animal=dier answer=antwoord appointment=afspraak area=oppervlakte
argument=argument article=artikel artificial=kunstmatig audience=publiek,lezer author=schrijver average=gemiddelde
balance=balans,evenwicht bar=staaf behavior=gedrag behaviour=gedrag belief=geloof,mening bicycle=fiets
biggest=grootste bike=fiets bill=rekening body=lichaam bookcase=boekenkast border=grens boundary=grens boy=jongen
brain=hersenen bridge=brug budget=begroting,geld build=bouwen bully=pesten bullying=pesten bus=bus business=bedrijf
buy=kopen calculate=rekenen,berekenen calculation=rekenen,berekening calculator=rekenmachine care=zorg century=eeuw
chance=kans change=veranderen,verandering chapter=hoofdstuk character=personage chart=grafiek,diagram cheap=goedkoop
cheat=vals check=controleren child=kind children=kinderen choice=keuze choose=kiezen circle=cirkel citizen=burger
citizenship=burgerschap city=stad clause=zin climate=klimaat clock=klok code=code,programmeren collect=verzamelen
column=kolom comma=komma,leesteken comment=reactie community=gemeenschap,buurt compare=vergelijken
comparison=vergelijking computer=computer conclusion=conclusie conflict=conflict,ruzie consequence=gevolg
constitution=grondwet conversation=gesprek cooperate=samenwerken cost=kosten,prijs council=gemeenteraad count=tellen
country=land court=rechter,rechtbank cube=kubus cultural=cultuur culture=cultuur data=data,gegevens
decide=beslissen,besluiten decimal=kommagetal,decimaal decision=besluit,beslissing democracy=democratie
democratic=democratisch describe=beschrijven description=beschrijving design=ontwerpen,ontwerp device=apparaat
diagram=diagram dialogue=gesprek,dialoog dice=dobbelsteen difference=verschil different=verschillend digital=digitaal
discount=korting discriminate=discriminatie discrimination=discriminatie discuss=bespreken,overleg
discussion=discussie,gesprek distance=afstand divide=delen,verdelen division=delen draft=versie,herschrijven
draw=tekenen drawing=tekening duration=tijd duty=plicht earn=verdienen earth=aarde earthquake=aardbeving east=oost
edge=rand elect=kiezen,verkiezing election=verkiezing emotion=gevoel energy=energie environment=milieu,omgeving
equal=gelijk equality=gelijkheid equation=vergelijking essay=betoog estimate=schatten estimation=schatten
evidence=bewijs example=voorbeeld exchange=ruilen expensive=duur experiment=proef,experiment explain=uitleggen
explanation=uitleg fact=feit fair=eerlijk fairness=eerlijk fairy=sprookje fake=nep,nepnieuws false=onwaar
family=gezin,familie feedback=feedback feeling=gevoel fight=ruzie figure=figuur film=film flag=vlag
flowchart=stappenplan food=eten,voedsel formula=formule fraction=breuk freedom=vrijheid friend=vriend
friendship=vriendschap gender=jongen,meisje geometry=meetkunde,meten girl=meisje government=regering,overheid
grammar=grammatica graph=grafiek ground=grond group=groep grow=groeien growth=groei guess=schatten,raden
habit=gewoonte headline=kop height=hoogte heritage=erfgoed history=geschiedenis holiday=vakantie,feest
homework=huiswerk hour=uur house=huis image=afbeelding,beeld improve=verbeteren income=inkomen inform=informeren
information=informatie instruction=instructie,stappenplan insult=schelden internet=internet interview=interview
judge=rechter,beoordelen justice=recht,rechtvaardig kilometre=kilometer language=taal laptop=computer law=wet
leader=leider learn=leren letter=brief,letter liberty=vrijheid library=bibliotheek lie=liegen limit=grens line=lijn
listen=luisteren liter=liter litre=liter location=plaats loop=herhaling,herhalen machine=machine magazine=tijdschrift
manipulate=bewerken map=kaart,plattegrond market=markt math=rekenen,wiskunde mathematics=wiskunde
maths=rekenen,wiskunde mayor=burgemeester mean=gemiddelde,betekenen meaning=betekenis measure=meten
measurement=meten,maat media=media median=mediaan meeting=vergadering,overleg member=lid message=bericht metre=meter
mirror=spiegel mistake=fout model=model money=geld month=maand movie=film multiplication=vermenigvuldigen,tafel
multiply=vermenigvuldigen municipality=gemeente narrator=verteller nature=natuur negative=negatief
negotiate=onderhandelen neighbor=buur,buurt neighborhood=buurt neighbour=buur,buurt neighbourhood=buurt
network=netwerk news=nieuws newspaper=krant north=noord number=getal object=voorwerp offline=offline online=online
opinion=mening option=keuze order=volgorde outline=opbouw paragraph=alinea parent=ouder parliament=parlement
participate=meedoen,bijdragen party=partij password=wachtwoord pattern=patroon peace=vrede percent=procent
percentage=procent,percentage perimeter=omtrek petition=actie phone=telefoon photo=foto photograph=foto
picture=foto,afbeelding place=plaats plan=plan plant=plant play=spelen,spel playground=plein,speeltoestel poem=gedicht
poetry=gedicht,poezie point=punt police=politie political=politiek politics=politiek pollution=vervuiling poor=arm
position=plaats,positie poster=poster prejudice=vooroordeel present=presenteren presentation=presentatie,presenteren
price=prijs privacy=privacy private=prive,privacy probability=kans problem=probleem product=product,vermenigvuldigen
program=programma,programmeren programme=programma programming=programmeren promise=afspraak,belofte
property=eigenschap protect=beschermen protest=actie,protest publish=publiceren punctuation=leesteken punish=straf
punishment=straf pupil=leerling purpose=doel quarrel=ruzie question=vraag queue=rij quiz=quiz quote=citaat
random=toeval ratio=verhouding read=lezen reader=lezer reading=lezen reason=reden recipe=recept recognise=herkennen
recognize=herkennen recommend=aanbevelen rectangle=rechthoek religion=religie,geloof religious=religieus,geloof
repeat=herhalen report=verslag,bericht research=onderzoek respect=respect responsibility=verantwoordelijkheid
result=resultaat rewrite=herschrijven rhyme=rijm rich=rijk right=recht robot=robot role=rol round=afronden
rounding=afronden row=rij rule=regel,afspraak safe=veilig safety=veiligheid salary=loon save=sparen,bewaren
scale=schaal school=school score=score screen=scherm search=zoeken sell=verkopen sentence=zin sequence=volgorde,rij
shape=vorm,figuur share=delen shop=winkel shopping=winkel sign=teken similar=gelijk simulate=simulatie
size=grootte,maat skill=vaardigheid slave=slavernij slavery=slavernij smallest=kleinste smartphone=telefoon
society=samenleving solution=oplossing solve=oplossen song=lied source=bron south=zuid space=ruimte
speak=spreken,praten speech=toespraak,presenteren speed=snelheid spell=spellen spelling=spelling spend=uitgeven
sport=sport square=vierkant statistics=statistiek step=stap stereotype=vooroordeel story=verhaal street=straat
structure=opbouw,structuur student=leerling style=stijl subtract=aftrekken,min subtraction=aftrekken,min
summarise=samenvatten summarize=samenvatten summary=samenvatting survey=enquete symbol=symbool symmetry=symmetrie
table=tabel talk=praten,gesprek tax=belasting teach=leren,uitleggen teacher=leraar team=team
technology=technologie,techniek temperature=temperatuur test=toets text=tekst theatre=toneel,theater
thermometer=temperatuur think=denken time=tijd title=titel together=samen tolerance=verdraagzaam town=gemeente,stad
trade=handel tradition=traditie traffic=verkeer train=trainen,trein translate=vertalen triangle=driehoek true=waar
trust=vertrouwen,betrouwbaar trustworthy=betrouwbaar truth=waarheid understand=begrijpen unit=eenheid value=waarde
variable=variabele verb=werkwoord video=video village=dorp virus=virus vocabulary=woordenschat,woord voice=stem
volcano=vulkaan volume=inhoud vote=stemmen,stem,verkiezing voting=stemmen waste=afval water=water weather=weer
website=website week=week weigh=wegen weight=gewicht west=west width=breedte win=winnen witness=getuige word=woord
world=wereld write=schrijven writer=schrijver writing=schrijven year=jaar
"""


def _pairs() -> Iterator[tuple[str, frozenset[str]]]:
    for entry in _WORDS.split():
        english, dutch = entry.split("=")
        stems = frozenset(stem for word in dutch.split(",") for stem in stems_in(word, "nl"))
        for stem in stems_in(english, "en"):
            yield stem, stems


def _table() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for stem, dutch in _pairs():
        found[stem] = found.get(stem, frozenset()) | dutch
    return found


_DUTCH_FOR = _table()


def dutch_for(word: str) -> frozenset[str]:
    """The stems of the Dutch words for an English one; none for what is not in the list."""
    return frozenset(stem for one in stems_in(word, "en") for stem in _DUTCH_FOR.get(one, ()))
