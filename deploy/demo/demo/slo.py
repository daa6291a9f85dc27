"""SLO's kerndoelen as a CASE 1.1 package: `python -m demo.slo` makes it of the project's copy of SLO's data."""

from collections.abc import Iterator

from demo.case import association, document, item, own_id, package
from demo.files import SLO_FRAMEWORK, SOURCE, Json, as_json, read_json

CHANGED = "2026-06-26T15:46:46+00:00"  # of release 2026.52, not of our build: the same source is the same package
TITLE = "Kerndoelen funderend onderwijs (SLO, 2026)"
LEVELS = (  # layer in the source, the field that lists its children, what CASE calls it
    ("sets", "fo_domein_id", "Leergebied"),
    ("domeinen", "fo_kernzin_id", "Domein"),
    ("kernzinnen", "fo_doelzin_id", "Kerndoel"),
    ("doelzinnen", None, "Doelzin"),
)


def make_framework(source: Json) -> Json:
    """16 sets with their domains, kernzinnen and doelzinnen below each other; SLO's own UUIDs."""
    identifier = own_id("framework", "slo-fo-kerndoelen")
    about = document(
        identifier,
        f"urn:uuid:{identifier}",
        TITLE,
        CHANGED,
        creator="SLO (Stichting Leerplanontwikkeling)",
        publisher="SLO",
        frameworkType="kerndoelen",
        adoptionStatus="Draft",
        officialSourceURL="https://opendata.slo.nl/curriculum/",
        notes="Bron: SLO, slonl/curriculum-fo release 2026.52. Licentie: CC BY 4.0. Omgezet naar CASE door Eigenwijs.",
    )
    by_id = {node["id"]: node for layer, _, _ in LEVELS for node in source[layer]}
    items: list[Json] = []
    associations: list[Json] = []
    for child, parent, order in _below(about, source["sets"], 0, by_id):
        items.append(child)
        associations.append(association("isChildOf", child, parent, CHANGED, order))
    return package(about, items, associations)


def _below(parent: Json, nodes: list[Json], depth: int, by_id: dict[str, Json]) -> Iterator[tuple[Json, Json, int]]:
    _, children_field, kind = LEVELS[depth]
    for order, node in enumerate(nodes, start=1):
        statement: str = node["description"] if "description" in node else node["title"]
        made = item(
            node["id"],
            f"https://opendata.slo.nl/curriculum/uuid/{node['id']}",
            " ".join(statement.split()),
            CHANGED,
            humanCodingScheme=node["title"],
            CFItemType=kind,
            subject=parent.get("subject") or [_subject(node["title"])],
        )
        yield made, parent, order
        if children_field is not None:
            yield from _below(made, [by_id[child] for child in node[children_field]], depth + 1, by_id)


def _subject(set_title: str) -> str:
    """'Functionele kerndoelen burgerschap' and 'Kerndoelen burgerschap' are one subject: 'Burgerschap'."""
    name = set_title.removeprefix("Functionele ").removeprefix("Kerndoelen ").removeprefix("kerndoelen ")
    return name[0].upper() + name[1:]


def main() -> None:
    framework = make_framework(read_json(SOURCE / "slo-fo-kerndoelen.json"))
    SLO_FRAMEWORK.write_text(as_json(framework), encoding="utf-8")


if __name__ == "__main__":
    main()
