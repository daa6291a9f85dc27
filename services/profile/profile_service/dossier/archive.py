"""The file of a dossier: pages to read in Dutch and English, and every row for machines."""

import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import IO, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from eigenwijs_shared.errors import Language
from profile_service.dossier.story import Documents, story
from profile_service.dossier.words import PAGE

NAMES: Mapping[Language, str] = {"nl": "dossier.html", "en": "dossier.en.html"}
_README = """Dit is alles wat Eigenwijs over deze leerling bewaart.
Open dossier.html om het te lezen; in data/ staat hetzelfde voor computers (JSON, per onderdeel en per tabel).

This is everything that Eigenwijs keeps about this learner.
Open dossier.en.html to read it; data/ holds the same for machines (JSON, by service and table).
"""


@cache
def _pages() -> Environment:
    # Everything that a person wrote is escaped, and a word that is missing is an error, not a gap.
    loader = PackageLoader("profile_service", "dossier/templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def page(documents: Documents, language: Language, now: datetime) -> str:
    """One readable page, complete in itself."""
    template = _pages().get_template("dossier.html")
    words = {name: said[language] for name, said in PAGE.items()}
    return template.render(language=language, words=words, **story(documents, language, now))


def write_archive(file: IO[bytes], documents: Documents, now: datetime) -> None:
    """Write the zip; raises OSError where the disk is full."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for language, name in NAMES.items():
            archive.writestr(name, page(documents, language, now))
        archive.writestr("README.txt", _README)
        for service, document in documents.items():
            for table, rows in document["rows"].items():
                archive.writestr(f"data/{service}/{table}.json", _json(rows))


def _json(rows: Any) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=1)
