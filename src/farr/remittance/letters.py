"""Drafts that answer a denial: the corrected claim, the appeal, the request to reopen.  A person reads, completes and signs them.

A corrected claim repeats the encounter with frequency 7 and the payer's number of the claim; a claim that could not be processed
(remark MA130) is sent anew.  Medicare Part B takes no replacement claims: a clerical error is reopened instead (42 CFR
405.980).  A letter quotes the record with the place of each quotation, and names what is enclosed; it argues with facts and
never with a code that the record does not carry."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from farr.records import Address, Claim, Denial, Encounter, EvidenceLink, Name, Outcome
from farr.remittance.outcomes import all_denials

MOST_QUOTATIONS = 12


class Draft(NamedTuple):
    """A draft for one claim.  ``kind`` is ``appeal``, ``reopening``, ``corrected-claim`` or ``new-claim``; a letter is a PDF,
    a claim a coded encounter for ``farr claim``."""

    kind: str
    claim: str
    denials: tuple[Denial, ...]
    letter: bytes = b""
    encounter: Encounter | None = None


def drafts(
    outcome: Outcome, encounter: Encounter | None, claim: Claim | None, payer_number: str | None, today: dt.date
) -> Iterator[Draft]:
    """The drafts for the denials of an outcome whose claim was found: one for each kind of remedy.

    Args:
        encounter: with its evidence, where it is known; a claim read from an 837 has none.
        payer_number: the payer's number of the claim.
    """
    if claim is None:
        return
    found = [d for _, d in all_denials(outcome)]
    anew = [d for d in found if d.remedy == "rebill" and "MA130" in d.remarks]
    correct = [d for d in found if d.remedy == "correct"]
    appeal = [d for d in found if d.remedy == "appeal"]
    if anew and encounter is not None:
        yield Draft("new-claim", claim.id, tuple(anew), encounter=_frequency(encounter, "1", None))
    elif correct and claim.payer.kind == "medicare" and claim.claim_type == "professional":
        yield Draft("reopening", claim.id, tuple(correct), letter(claim, encounter, correct, payer_number, today, "reopening"))
    elif correct and encounter is not None:
        yield Draft("corrected-claim", claim.id, tuple(correct), encounter=_frequency(encounter, "7", payer_number))
    if appeal:
        yield Draft("appeal", claim.id, tuple(appeal), letter(claim, encounter, appeal, payer_number, today, "appeal"))


def _frequency(encounter: Encounter, frequency: str, payer_number: str | None) -> Encounter:
    """The encounter as a replacement; an institutional bill carries the frequency in its type of bill."""
    bill = encounter.type_of_bill
    return msgspec.structs.replace(
        encounter,
        frequency=frequency,
        original_reference=payer_number,
        type_of_bill=bill[:-1] + frequency if bill else bill,
    )


def letter(
    claim: Claim, encounter: Encounter | None, found: Sequence[Denial], payer_number: str | None, today: dt.date, kind: str
) -> bytes:
    """The letter as PDF."""
    from reportlab.lib.enums import TA_LEFT
    from reportlab.lib.pagesizes import letter as page
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import inch
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    body = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=14, alignment=TA_LEFT, spaceAfter=6)
    head = ParagraphStyle("head", parent=body, fontName="Helvetica-Bold", spaceBefore=8)
    quote = ParagraphStyle("quote", parent=body, leftIndent=18, textColor="#333333", fontSize=9.5, leading=13)
    story: list[object] = [Paragraph(_plain(line), body) for line in _sender(claim)]
    story += [Spacer(1, 10), Paragraph(today.strftime("%B %d, %Y").replace(" 0", " "), body), Spacer(1, 6)]
    story += [Paragraph(_plain(line), body) for line in (claim.payer.name or "", *_lines(claim.payer.address)) if line]
    story.append(Paragraph(_plain(HEADS[kind]), head))
    grid = Table(
        [[Paragraph(_plain(a), body), Paragraph(_plain(b), body)] for a, b in _facts(claim, payer_number)], colWidths=[130, 330]
    )
    grid.setStyle(
        TableStyle(
            [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 0)]
        )
    )
    story.append(grid)
    story.append(Paragraph("What was refused", head))
    story += [Paragraph(_plain(text), body) for text in _refused(found)]
    story.append(Paragraph("Why we ask for another decision" if kind == "appeal" else "What is to be corrected", head))
    story += [Paragraph(_plain(text), body) for text in dict.fromkeys(_grounds(denial, kind) for denial in found)]
    quotations = _quotations(encounter)
    if quotations:
        story.append(Paragraph("What the record says", head))
        story += [Paragraph(_plain(text), quote) for text in quotations]
    story.append(Paragraph("Enclosed", head))
    enclosed = dict.fromkeys(item for denial in found for item in (*denial.send, "remittance advice"))
    story += [Paragraph(_plain(f"- {item}"), body) for item in enclosed]
    story += [Spacer(1, 18), Paragraph("Signed: ______________________________   Name and title: ____________________", body)]
    out = io.BytesIO()
    margins = {"leftMargin": inch, "rightMargin": inch, "topMargin": 0.9 * inch, "bottomMargin": 0.9 * inch}
    document = SimpleDocTemplate(out, pagesize=page, title=HEADS[kind], author="", invariant=True, **margins)
    document.build(story)
    return out.getvalue()


HEADS = {"appeal": "Appeal of a claim decision", "reopening": "Request to reopen a claim for a clerical error"}


def _plain(text: str) -> str:
    """Text without markup of its own, in the characters that the built-in fonts have."""
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return shown.encode("cp1252", errors="replace").decode("cp1252")


def _sender(claim: Claim) -> Iterator[str]:
    provider = claim.billing_provider
    yield _name(provider.name)
    yield from _lines(provider.address)
    if provider.npi:
        yield f"NPI {provider.npi}"


def _name(name: Name | str | None) -> str:
    if name is None or isinstance(name, str):
        return name or ""
    return " ".join(part for part in (name.given, name.middle, name.family, name.suffix) if part)


def _lines(address: Address | None) -> list[str]:
    if address is None:
        return []
    place = " ".join(part for part in (address.state, address.postal_code) if part)
    return [line for line in (address.line, address.line2, ", ".join(part for part in (address.city, place) if part)) if line]


def _facts(claim: Claim, payer_number: str | None) -> list[tuple[str, str]]:
    days = [line.date for line in claim.lines if line.date] + ([claim.from_] if claim.from_ else [])
    served = f"{min(days)} to {max(days)}" if days and min(days) != max(days) else f"{min(days)}" if days else ""
    rows = [
        ("Patient", _name(claim.patient.name)),
        ("Member id", claim.subscriber.id or ""),
        ("Date of service", served),
        ("Your claim number", payer_number or ""),
        ("Our control number", claim.control_number),
        ("Billed", f"$ {claim.total_charge:.2f}"),
    ]
    return [(name, value) for name, value in rows if value]


def _refused(found: Sequence[Denial]) -> Iterator[str]:
    for denial in found:
        remarks = f", remarks {', '.join(denial.remarks)}" if denial.remarks else ""
        until = f" To be filed by {denial.deadline} ({denial.basis})." if denial.deadline else ""
        yield f"$ {denial.amount:.2f} with reason {denial.group} {denial.reason}{remarks}: {denial.cause}.{until}"


def _grounds(denial: Denial, kind: str) -> str:
    if kind == "reopening":
        cause = f"{denial.cause[:1].upper()}{denial.cause[1:]}"
        return f"{cause}: we ask to reopen the determination and to process the claim as corrected here: [state the correction]."
    return (
        f"The decision rests on this: {denial.cause}. The record quoted below shows otherwise: "
        "[state which words meet which criterion]."
    )


def _quotations(encounter: Encounter | None) -> list[str]:
    """The words of the record behind each code, with their places."""
    if encounter is None:
        return []
    found: list[str] = []
    for path, links in encounter.evidence.items():
        code = _code_at(encounter, path)
        found += [f'{code}: "{" ".join(link.text.split())}" ({_place(link)})' for link in links if link.text]
    return found[:MOST_QUOTATIONS]


def _place(link: EvidenceLink) -> str:
    return f"document {link.document}, characters {link.start} to {link.end}"


def _code_at(encounter: Encounter, path: str) -> str:
    parts = path.strip("/").split("/")
    entries: dict[str, Sequence[str | None]] = {
        "diagnoses": [diagnosis.code for diagnosis in encounter.diagnoses],
        "procedures": [procedure.code for procedure in encounter.procedures],
        "lines": [line.code for line in encounter.lines],
    }
    codes = entries.get(parts[0], ())
    return (codes[int(parts[1])] or "") if len(parts) > 1 and parts[1].isdigit() and int(parts[1]) < len(codes) else path
