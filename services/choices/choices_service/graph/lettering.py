"""Text in a picture: how wide it is, and broken over lines. Pure."""

from collections.abc import Iterable, Iterator

_NARROW, _WIDE = frozenset("fijlrtI.,;:'|!()[] "), frozenset("mwMWQGOD@%&—…")


def width(text: str, size: float) -> float:
    """Pixels, about: of a sans serif, a little on the wide side."""
    units = sum(0.33 if one in _NARROW else 0.88 if one in _WIDE else 0.68 if one.isupper() else 0.56 for one in text)
    return units * size


def lines(text: str, size: float, room: float, most: int) -> list[str]:
    """At most so many lines of that width; what is left out is marked."""
    found = list(_broken(text.split(), size, room))
    if len(found) <= most:
        return found
    last = found[most - 1]
    while last and width(f"{last}…", size) > room:
        last = last[:-1]
    return [*found[: most - 1], f"{last.rstrip(' ,;:.')}…"]


def _broken(words: list[str], size: float, room: float) -> Iterator[str]:
    line = ""
    for word in words:
        if line and width(f"{line} {word}", size) <= room:
            line = f"{line} {word}"
            continue
        if line:
            yield line
        line = word
        while width(line, size) > room:
            end = next(end for end in range(len(line) - 1, 0, -1) if end == 1 or width(f"{line[:end]}-", size) <= room)
            yield f"{line[:end]}-"
            line = line[end:]
    if line:
        yield line


def years(levels: Iterable[str]) -> str:
    """groep-5, groep-6, groep-7, vo-1 → “groep 5–7, vo 1”; in the order of the years as they come."""
    runs: list[tuple[str, int, int]] = []
    for level in levels:
        kind, _, number = level.partition("-")
        year = int(number)
        if runs and runs[-1][0] == kind and runs[-1][2] == year - 1:
            runs[-1] = (kind, runs[-1][1], year)
        else:
            runs.append((kind, year, year))
    return ", ".join(f"{kind} {first}" if first == last else f"{kind} {first}–{last}" for kind, first, last in runs)
