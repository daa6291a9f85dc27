"""The sentences that belong to the codes, Dutch and English: what is wrong and how to mend it."""

_PLACES = {"nl": ("rij", "kolom"), "en": ("row", "column")}

_SENTENCES: dict[str, tuple[str, str]] = {
    "package.not_a_zip": (
        "Dit bestand is geen leesbaar zip-bestand. Maak het pakket opnieuw en lever het als .zip aan.",
        "This file is not a readable zip file. Make the package again and supply it as a .zip.",
    ),
    "package.damaged": (
        "Het zip-bestand is beschadigd of onvolledig. Maak het pakket opnieuw en verstuur het nog eens.",
        "The zip file is damaged or incomplete. Make the package again and send it once more.",
    ),
    "package.encrypted": (
        "Het zip-bestand is met een wachtwoord versleuteld. Lever het zonder, over een beveiligde verbinding.",
        "The zip file is encrypted with a password. Supply it without one, over a secure connection.",
    ),
    "package.unsupported_compression": (
        "Het zip-bestand gebruikt een compressie die niet wordt gelezen. Maak een gewone zip (deflate).",
        "The zip file uses a compression that is not read. Make an ordinary zip (deflate).",
    ),
    "package.unsafe_name": (
        "Het zip-bestand bevat een onveilige bestandsnaam. Gebruik alleen de namen van OneRoster, zonder pad.",
        "The zip file holds an unsafe file name. Use only the names of OneRoster, without a path.",
    ),
    "package.folder_name": (
        "Het zip-bestand bevat mappen. Zip de csv-bestanden zelf, niet hun map (op een Mac zonder __MACOSX).",
        "The zip file holds folders. Zip the csv files themselves, not their folder (on a Mac without __MACOSX).",
    ),
    "package.symlink": (
        "Het zip-bestand bevat een koppeling in plaats van een bestand. Zet de csv-bestanden zelf in de zip.",
        "The zip file holds a link instead of a file. Put the csv files themselves into the zip.",
    ),
    "package.too_many_entries": (
        "Het zip-bestand bevat te veel bestanden. Lever alleen manifest.csv en de bestanden van OneRoster.",
        "The zip file holds too many files. Supply only manifest.csv and the files of OneRoster.",
    ),
    "package.duplicate_name": (
        "Een bestandsnaam komt meer dan eens voor in het zip-bestand. Laat van elk bestand er een over.",
        "A file name occurs more than once in the zip file. Leave one of each.",
    ),
    "package.too_large": (
        "Het pakket is uitgepakt groter dan {limit} bytes. Splits het, of lever alleen de wijzigingen (delta).",
        "The package is larger than {limit} bytes when unpacked. Split it, or supply only the changes (delta).",
    ),
    "package.bomb": (
        "Het pakket wordt bij uitpakken buitensporig groot en wordt daarom niet gelezen. Maak een gewone zip.",
        "The package grows beyond reason when unpacked and is therefore not read. Make an ordinary zip.",
    ),
    "package.disk_full": (
        "De schijf van Eigenwijs is vol, dus het pakket kon niet worden uitgepakt; er is niets veranderd. Maak ruimte, "
        "of vraag je beheerder dat te doen, en stuur het pakket opnieuw.",
        "The disk of Eigenwijs is full, so the package could not be unpacked; nothing was changed. Make room, or ask "
        "whoever runs it to, and send the package again.",
    ),
    "package.person_in_too_many": (
        "Iemand in dit pakket zit in duizenden groepen, of heeft duizenden kinderen; dat kunnen we niet doorgeven. Er "
        "is niets veranderd. Kijk in enrollments.csv en users.csv wie dat is, en stuur het pakket opnieuw.",
        "Somebody in this package is in thousands of groups, or has thousands of children, which cannot be passed on; "
        "nothing was changed. Look in enrollments.csv and users.csv who that is, and send the package again.",
    ),
    "package.internal_error": (
        "Bij ons ging iets mis; er is niets veranderd. Meld dit met het nummer van de import.",
        "Something went wrong on our side; nothing was changed. Please report this with the import's id.",
    ),
    "package.confirmation_expired": (
        "Dit pakket wachtte {days} dagen op een bevestiging die niet kwam; er is niets veranderd. Stuur een nieuw "
        "pakket.",
        "This package waited {days} days for a confirmation that did not come; nothing was changed. Send a new one.",
    ),
    "package.missing_manifest": (
        "manifest.csv ontbreekt. Voeg het toe, met voor elk van de 21 bestanden absent, bulk of delta.",
        "manifest.csv is missing. Add it, with absent, bulk or delta for each of the 21 files.",
    ),
    "package.unknown_file": (
        "Dit bestand hoort niet in een OneRoster-pakket. Haal het weg of verbeter de naam (hoofdletters tellen).",
        "This file does not belong in a OneRoster package. Remove it or correct its name (case matters).",
    ),
    "manifest.invalid_header": (
        "De eerste regel moet precies propertyName,value zijn. Verbeter die regel.",
        "The first line must be exactly propertyName,value. Correct that line.",
    ),
    "manifest.too_many_lines": (
        "manifest.csv heeft veel te veel regels. Houd alleen de versies en een regel voor elk bestand over.",
        "manifest.csv has far too many lines. Keep only the versions and one line for each file.",
    ),
    "manifest.missing_property": (
        "De regel voor {name} ontbreekt. Voeg hem toe.",
        "The line for {name} is missing. Add it.",
    ),
    "manifest.duplicate_property": (
        "Deze eigenschap staat er meer dan eens. Laat een regel over.",
        "This property is there more than once. Leave one line.",
    ),
    "manifest.unknown_property": (
        "Deze regel noemt een bestand dat OneRoster niet kent. Verbeter de naam (hoofdletters tellen).",
        "This line names a file that OneRoster does not know. Correct the name (case matters).",
    ),
    "manifest.invalid_mode": (
        "De waarde moet absent, bulk of delta zijn. Verbeter de waarde.",
        "The value must be absent, bulk or delta. Correct the value.",
    ),
    "manifest.unsupported_version": (
        "De waarde van {name} moet {allowed} zijn. Lever een pakket volgens OneRoster 1.2.",
        "The value of {name} must be {allowed}. Supply a package made to OneRoster 1.2.",
    ),
    "manifest.file_missing": (
        "{name} is aangekondigd maar zit niet in het pakket. Voeg het bestand toe of zet de waarde op absent.",
        "{name} is announced but is not in the package. Add the file or set the value to absent.",
    ),
    "manifest.file_unexpected": (
        "{name} zit in het pakket maar is als absent gemeld. Haal het weg of zet de waarde op bulk of delta.",
        "{name} is in the package but marked absent. Remove it or set the value to bulk or delta.",
    ),
    "csv.unescaped_quote": (
        "Een aanhalingsteken staat op een plek waar dat niet mag. Zet de hele waarde tussen aanhalingstekens en "
        "verdubbel de aanhalingstekens erin. De rest van dit bestand is niet gelezen.",
        "A quote stands where it may not. Put the whole value between quotes and double the quotes inside it. "
        "The rest of this file was not read.",
    ),
    "csv.unterminated_quote": (
        "Een waarde begint met een aanhalingsteken dat nergens wordt gesloten. Sluit de waarde af.",
        "A value begins with a quote that is never closed. Close the value.",
    ),
    "csv.invalid_utf8": (
        "De tekst is geen UTF-8. Bewaar het bestand als CSV UTF-8. De rest van dit bestand is niet gelezen.",
        "The text is not UTF-8. Save the file as CSV UTF-8. The rest of this file was not read.",
    ),
    "csv.nul_byte": (
        "Hier staat een NUL-teken; is dit wel een csv-bestand in UTF-8? De rest van dit bestand is niet gelezen.",
        "There is a NUL character here; is this a csv file in UTF-8? The rest of this file was not read.",
    ),
    "csv.record_too_long": (
        "Deze rij is buitensporig lang. Controleer de regeleinden en aanhalingstekens van dit bestand.",
        "This row is long beyond reason. Check the line ends and the quotes of this file.",
    ),
    "schema.missing_header": (
        "Het bestand is leeg. Begin met de kopregel, of meld het bestand als absent in manifest.csv.",
        "The file is empty. Begin with the header line, or mark the file absent in manifest.csv.",
    ),
    "schema.header_order_mismatch": (
        "Deze kolom wordt op plaats {place} van de kopregel verwacht. Neem de kopregel van OneRoster 1.2 precies over.",
        "This column is expected at place {place} of the header. Take over the header of OneRoster 1.2 exactly.",
    ),
    "schema.metadata_column_position": (
        "De metadata-kolom op plaats {place} staat tussen de vaste kolommen. Zet metadata-kolommen achteraan.",
        "The metadata column at place {place} stands between the standard columns. Put metadata columns at the end.",
    ),
    "schema.invalid_metadata_header": (
        "De extra kolom op plaats {place} heeft geen geldige of unieke naam. Noem hem metadata.<naam> of haal hem weg.",
        "The extra column at place {place} has no valid or no unique name. Call it metadata.<name> or remove it.",
    ),
    "row.wrong_field_count": (
        "Deze rij heeft {found} velden in plaats van {expected}. Zet waarden met een komma tussen aanhalingstekens.",
        "This row has {found} fields instead of {expected}. Put values that hold a comma between quotes.",
    ),
    "row.value_too_long": (
        "De waarde is langer dan {limit} tekens. Kort hem in.",
        "The value is longer than {limit} characters. Shorten it.",
    ),
    "row.missing_required_value": (
        "Deze waarde is verplicht maar leeg. Vul hem in het bronsysteem in.",
        "This value is required but blank. Fill it in at the source system.",
    ),
    "row.field_forbidden_in_bulk": (
        "In een bulkbestand moet deze kolom leeg zijn. Maak hem leeg, of meld het bestand als delta.",
        "In a bulk file this column must be blank. Blank it, or mark the file as delta.",
    ),
    "row.field_required_in_delta": (
        "In een deltabestand is deze kolom verplicht. Vul hem in, of meld het bestand als bulk.",
        "In a delta file this column is required. Fill it in, or mark the file as bulk.",
    ),
    "row.invalid_guid": (
        "Dit is geen geldig id: 1 tot 255 tekens uit A-Z a-z 0-9 . - _ / @. Verbeter het id.",
        "This is not a valid id: 1 to 255 characters out of A-Z a-z 0-9 . - _ / @. Correct the id.",
    ),
    "row.invalid_integer": (
        "Dit moet een geheel getal zijn. Verbeter de waarde.",
        "This must be a whole number. Correct the value.",
    ),
    "row.invalid_year": (
        "Dit moet een jaartal van vier cijfers zijn. Verbeter de waarde.",
        "This must be a year of four digits. Correct the value.",
    ),
    "row.invalid_float": (
        "Dit moet een getal zijn, met een punt voor de decimalen. Verbeter de waarde.",
        "This must be a number, with a point before the decimals. Correct the value.",
    ),
    "row.invalid_date": (
        "Dit moet een bestaande datum zijn, geschreven als JJJJ-MM-DD. Verbeter de waarde.",
        "This must be an existing date, written as YYYY-MM-DD. Correct the value.",
    ),
    "row.invalid_datetime": (
        "Dit moet een moment zijn, geschreven als JJJJ-MM-DDTUU:MM:SS.mmmZ. Verbeter de waarde.",
        "This must be a moment, written as YYYY-MM-DDTHH:MM:SS.mmmZ. Correct the value.",
    ),
    "row.invalid_boolean": (
        "Dit moet true of false zijn. Verbeter de waarde.",
        "This must be true or false. Correct the value.",
    ),
    "row.invalid_enum": (
        "Deze waarde staat niet in de woordenlijst. Kies uit: {allowed}.",
        "This value is not in the vocabulary. Choose from: {allowed}.",
    ),
    "row.invalid_list": (
        "In deze lijst is een plek leeg. Haal de overtollige komma weg.",
        "A place in this list is empty. Remove the extra comma.",
    ),
    "reference.duplicate_sourced_id": (
        "Dit id staat al in een eerdere rij van dit bestand. Geef elk record een eigen id.",
        "This id is already in an earlier row of this file. Give each record an id of its own.",
    ),
    "reference.missing_target_file": (
        "Deze kolom verwijst naar {name}, dat niet in het pakket zit. Voeg dat bestand toe.",
        "This column refers to {name}, which is not in the package. Add that file.",
    ),
    "reference.missing_target_record": (
        "Deze kolom verwijst naar een record van {name} dat er niet is. Voeg het record toe of verbeter de verwijzing.",
        "This column refers to a record of {name} that is not there. Add the record or correct the reference.",
    ),
    "semantic.invalid_score_range": (
        "De laagste score is hoger dan de hoogste. Verbeter resultValueMin of resultValueMax.",
        "The lowest score is higher than the highest. Correct resultValueMin or resultValueMax.",
    ),
    "semantic.invalid_score_scale_mapping": (
        "Elk deel van een beoordelingsschaal moet de vorm {{waarde:score}} hebben. Verbeter de waarde.",
        "Each part of a score scale must have the form {{value:score}}. Correct the value.",
    ),
    "semantic.invalid_case_learning_objective_id": (
        "Bij bron case moet het leerdoel een UUID zijn, geschreven als urn:uuid:... Verbeter het id of de bron.",
        "With source case the learning objective must be a UUID, written as urn:uuid:... Correct the id or the source.",
    ),
}

CODES = frozenset(_SENTENCES)


def sentences(code: str, **facts: str | int) -> tuple[str, str]:
    dutch, english = _SENTENCES[code]
    return dutch.format(**facts), english.format(**facts)


def placed(language: str, file: str, row: int | None, column: str | None, sentence: str) -> str:
    """The sentence with the place of the fault before it."""
    row_word, column_word = _PLACES[language]
    place = [file]
    if row is not None:
        place.append(f"{row_word} {row}")
    if column is not None:
        place.append(f"{column_word} {column}")
    return f"{', '.join(place)}: {sentence}"
