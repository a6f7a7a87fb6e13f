"""``farr demo``: shipped synthetic charts through the whole loop, from the note to the claim."""

from __future__ import annotations

import datetime as dt
import zlib
from decimal import Decimal
from importlib import resources
from typing import Any, NamedTuple

import msgspec

from farr.pipeline.check import check
from farr.pipeline.claim import claim, to_837
from farr.pipeline.code import code
from farr.pipeline.simulate import Rules, simulate_payer
from farr.records import CheckedEncounter, CodedDocument, Diagnosis, Document, Encounter, EvidenceLink, Outcome
from farr.remittance import Filed, Shelf, outcomes

ANSWERED_AFTER = 21
RULES = Rules(denial_factor=Decimal(8))
"""More denials than in life, so that six claims show some."""


class Chart(NamedTuple):
    """A synthetic note with the frame of its encounter (who, where, which services), still without diagnoses."""

    name: str
    title: str
    document: Document
    frame: Encounter


class Story(NamedTuple):
    """What the loop made of a chart."""

    chart: Chart
    coded: CodedDocument
    encounter: Encounter
    checked: CheckedEncounter
    x12: str
    remittance: str
    outcomes: tuple[Outcome, ...]


def charts() -> tuple[Chart, ...]:
    """The shipped charts, in the order of their names."""
    folder = resources.files("farr.pipeline").joinpath("charts")
    names = sorted(file.name.removesuffix(".txt") for file in folder.iterdir() if file.name.endswith(".txt"))
    found = []
    for name in names:
        raw: dict[str, Any] = msgspec.json.decode(folder.joinpath(f"{name}.json").read_bytes())
        title = raw.pop("title")
        frame = msgspec.convert(raw, Encounter, strict=False)
        document = Document(
            id=name,
            text=folder.joinpath(f"{name}.txt").read_text(encoding="utf-8"),
            setting=frame.setting,
            claim_type=frame.claim_type,
            date=frame.from_,
            patient=frame.patient,
        )
        found.append(Chart(name, title, document, frame))
    return tuple(found)


def tell(chart: Chart) -> Story:
    """Code the note, put the reportable codes on the encounter, check it, write its claim, read the simulated payer's answer."""
    coded = code(chart.document)
    chosen = [one for one in coded.codes if one.reportable and one.system == "icd-10-cm"][:12]
    pointers = tuple(range(1, min(4, len(chosen)) + 1))
    encounter = msgspec.structs.replace(
        chart.frame,
        diagnoses=tuple(Diagnosis(code=suggestion.code, role=suggestion.role) for suggestion in chosen),
        evidence={
            f"/diagnoses/{place}": tuple(
                EvidenceLink(document=chart.name, start=e.start, end=e.end, text=e.text) for e in s.evidence
            )
            for place, s in enumerate(chosen)
        },
        lines=tuple(msgspec.structs.replace(line, diagnosis_pointers=pointers) for line in chart.frame.lines),
    )
    billed = claim(encounter)
    text = to_837([billed])
    day = (encounter.through or encounter.from_ or dt.date.today()) + dt.timedelta(days=ANSWERED_AFTER)
    replies = simulate_payer(text.encode("ascii"), RULES, zlib.crc32(chart.name.encode()), day)
    shelf = Shelf([Filed(billed, encounter)])
    told = tuple(outcome for answer in replies.remittances for outcome in outcomes(answer, shelf))
    return Story(chart, coded, encounter, check(encounter), text, replies.remittance, told)
