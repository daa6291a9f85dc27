"""What is wrong with a package, said so that whoever made it can mend it."""

from dataclasses import dataclass

from profile_service.roster.oneroster.messages import placed, sentences

MAX_DIAGNOSTICS = 1000


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault. Row 1 is the header, row 2 the first record. The messages never repeat a value of the package."""

    file: str
    row: int | None
    column: str | None
    code: str
    message_nl: str
    message_en: str


class UnsafePackage(Exception):
    """The package, or the rest of it, is not read at all."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.message_nl, self.message_en = sentences(code, **facts)


def diagnose(code: str, file: str, row: int | None = None, column: str | None = None, **facts: str | int) -> Diagnostic:
    dutch, english = sentences(code, **facts)
    return Diagnostic(
        file, row, column, code, placed("nl", file, row, column, dutch), placed("en", file, row, column, english)
    )


class Report:
    """Collects diagnostics up to a limit; a hopeless package should not fill the memory."""

    def __init__(self, limit: int = MAX_DIAGNOSTICS) -> None:
        self._limit = limit
        self._found: list[Diagnostic] = []
        self._untrusted: set[str] = set()
        self.truncated = False

    def add(self, code: str, file: str, row: int | None = None, column: str | None = None, **facts: str | int) -> None:
        # A wrong reference or a wrong score range leaves the ids of its own file as they are; anything else does not.
        if not code.startswith(("semantic.", "reference.missing_")):
            self._untrusted.add(file)
        if len(self._found) < self._limit:
            self._found.append(diagnose(code, file, row, column, **facts))
        else:
            self.truncated = True

    def include(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        room = self._limit - len(self._found)
        self._found.extend(diagnostics[:room])
        self.truncated = self.truncated or len(diagnostics) > room

    def forget(self, file: str) -> None:
        self._found = [diagnostic for diagnostic in self._found if diagnostic.file != file]

    def distrust(self, file: str) -> None:
        self._untrusted.add(file)

    def trusts(self, file: str) -> bool:
        """Whether all rows of the file could be read, so that an id that is not among them really is not there."""
        return file not in self._untrusted

    def in_order(self) -> list[Diagnostic]:
        """File by file in the order of checking, inside a file by row."""
        files = {file: position for position, file in enumerate(dict.fromkeys(found.file for found in self._found))}
        return sorted(self._found, key=lambda found: (files[found.file], found.row or 0))
