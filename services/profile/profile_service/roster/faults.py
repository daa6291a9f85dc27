"""Faults of a package as they are kept with its import: their place, and a sentence in each language."""

from typing import Any

from profile_service.roster.oneroster import Diagnostic, UnsafePackage

Fault = dict[str, Any]


def at_its_place(found: Diagnostic) -> Fault:
    place = {"file": found.file, "row": found.row, "column": found.column, "code": found.code}
    return {**place, "nl": found.message_nl, "en": found.message_en}


def of_the_whole(unsafe: UnsafePackage) -> Fault:
    place = {"file": "", "row": None, "column": None, "code": unsafe.code}
    return {**place, "nl": unsafe.message_nl, "en": unsafe.message_en}


def whole(code: str, **facts: str | int) -> Fault:
    return of_the_whole(UnsafePackage(code, **facts))
