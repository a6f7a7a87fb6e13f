"""ICD-10-PCS definitions XML (CMS, root ``ICD10PCS.definitions``): what the values mean, and what they include.

Layout: section > axis pos > terms: one or more titles (labels of the tables), definition, explanation, includes; at the end
deviceAggregation > aggregate: which special device counts as which general one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from farr.tables import store
from farr.tables.loaders import Identity
from farr.tables.loaders._fiscal import fiscal_identity, head_of, line_of, stated_year, stream, text_of
from farr.tables.source import Source

SETS = ("icd-10-pcs-definitions",)
ROOT = "ICD10PCS.definitions"
FILE = "definitions.sqlite"
PARTS = {"title", "definition", "explanation", "includes"}


def recognise(source: Source) -> Identity | None:
    """By the root element."""
    head = head_of(source)
    return fiscal_identity(SETS[0], source, stated_year(head)) if f"<{ROOT}>" in head[:400] else None


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile the definitions; returns the number of terms."""
    if len(sources) > 1:
        raise sources[1].error(f"two files of definitions for one release; the other is {sources[0].name}")
    source = sources[0]
    count = 0
    with store.writing(folder / FILE) as connection:
        connection.executescript(
            """
            CREATE TABLE term (number INT, section TEXT, position INT, title TEXT, definition TEXT, explanation TEXT);
            CREATE TABLE includes (number INT, text TEXT);
            CREATE TABLE device (device TEXT, operation TEXT, body_system TEXT, value TEXT, parent TEXT);
            """
        )
        for element in stream(source, ROOT, "terms", "aggregate"):
            if element.tag == "aggregate":
                connection.executemany("INSERT INTO device VALUES (?, ?, ?, ?, ?)", _devices(source, element))
                continue
            count += 1
            section, position = _place(source, element)
            titles = [text_of(title) for title in element.iterchildren("title")]
            strange = next((child for child in element.iterchildren(tag=etree.Element) if child.tag not in PARTS), None)
            if not titles or strange is not None:
                where = element if strange is None else strange
                raise source.error(f"expected terms with a title, and of {', '.join(sorted(PARTS))} only", line_of(where))
            definition, explanation = text_of(element.find("definition")), text_of(element.find("explanation"))
            connection.executemany(
                "INSERT INTO term VALUES (?, ?, ?, ?, ?, ?)",
                [(count, section, position, title, definition, explanation) for title in titles],
            )
            connection.executemany(
                "INSERT INTO includes VALUES (?, ?)",
                [(count, text_of(part)) for part in element.iterchildren("includes")],
            )
        connection.executescript("CREATE INDEX term_title ON term (title); CREATE INDEX includes_number ON includes (number);")
    if not count:
        raise source.error("no definition was found in it; is this the right file?")
    return count


def _place(source: Source, element: etree._Element) -> tuple[str, int]:
    """Section and position of the terms, from the elements around them."""
    axis = element.getparent()
    section = None if axis is None else axis.getparent()
    position = "" if axis is None else axis.get("pos", "")
    code = "" if section is None else section.get("code", "")
    if not position.isdigit() or len(code) != 1:
        raise source.error("expected terms within an axis with its position, within a section with its code", line_of(element))
    return code, int(position)


def _devices(source: Source, element: etree._Element) -> list[tuple[str, str, str, str, str]]:
    parent = element.find("parent")
    if parent is None or not parent.get("value"):
        raise source.error("expected a device with the general device and its value", line_of(element), "parent")
    device, operation = text_of(element.find("device")), text_of(element.find("operation"))
    systems = [text_of(system) for system in element.iterchildren("bodySys")]
    return [(device, operation, system, parent.get("value", ""), text_of(parent)) for system in systems]
