"""UB-04 (CMS-1450).

Source of the form locators' meaning: Medicare Claims Processing Manual, chapter 25; of their place: the widths of the locators
on the form's raster of 10 characters and 6 lines to the inch, 82 columns wide.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from farr.claims.forms.sheet import Cell, Layout, Sheet, bare, person, street, town
from farr.errors import UsageError
from farr.records import Claim, Diagnosis, Payer, Provider, ServiceLine, Signatures, Subscriber

LINES = 22
RELATIONS = {"self": "18", "spouse": "01", "child": "19", "employee": "20", "unknown": "21", "organ-donor": "39",
             "cadaver-donor": "40", "life-partner": "53"}  # fmt: skip
OTHER_DIAGNOSES = "ABCDEFGHIJKLMNOPQ"


def _cells() -> dict[str, Cell]:
    boxes: dict[str, tuple[int, int, int]] = {
        "1 name": (1, 1, 25), "1 street": (2, 1, 25), "1 town": (3, 1, 25), "1 phone": (4, 1, 25), "2 name": (1, 27, 25),
        "2 street": (2, 27, 25), "2 town": (3, 27, 25), "3a": (1, 55, 24), "3b": (2, 55, 23), "4": (2, 79, 4), "5": (4, 50, 10),
        "6 from": (4, 61, 6), "6 through": (4, 68, 6), "8a": (5, 12, 19), "8b": (6, 2, 29), "9a": (5, 43, 40), "9b": (6, 33, 30),
        "9c": (6, 65, 2), "9d": (6, 69, 9), "9e": (6, 80, 3), "10": (8, 1, 8), "11": (8, 11, 1), "12": (8, 13, 6),
        "13": (8, 20, 2),
        "14": (8, 23, 1), "15": (8, 26, 1), "16": (8, 28, 2), "17": (8, 31, 2), "29": (8, 67, 2),
        "38a": (12, 2, 40), "38b": (13, 2, 40), "38c": (14, 2, 40), "66": (54, 1, 1), "69": (55, 7, 7), "71": (55, 44, 4),
        "42 total": (40, 1, 4), "page": (40, 12, 3), "pages": (40, 18, 3), "created": (40, 46, 6), "56": (41, 68, 15),
        "80": (60, 7, 19), "80a": (61, 1, 24), "80b": (62, 1, 24), "80c": (63, 1, 24),
    }  # fmt: skip
    boxes |= {str(18 + at): (8, 34 + 3 * at, 2) for at in range(11)}
    for row, letter in enumerate("ab"):
        line = 10 + row
        boxes |= {f"{31 + at}{letter}": (line, 1 + 10 * at, 2) for at in range(4)}
        boxes |= {f"{31 + at}{letter} date": (line, 4 + 10 * at, 6) for at in range(4)}
        boxes |= {f"{35 + at}{letter}": (line, 41 + 17 * at, 2) for at in range(2)}
        boxes |= {f"{35 + at}{letter} from": (line, 44 + 17 * at, 6) for at in range(2)}
        boxes |= {f"{35 + at}{letter} through": (line, 51 + 17 * at, 6) for at in range(2)}
    boxes |= {f"{39 + at}{letter}": (13 + row, 44 + 13 * at, 2) for at in range(3) for row, letter in enumerate("abcd")}
    for row in range(LINES):
        line = 18 + row
        boxes |= {f"42 {row}": (line, 1, 4), f"43 {row}": (line, 6, 24), f"44 {row}": (line, 31, 14), f"45 {row}": (line, 46, 6)}
    for row, letter in enumerate("ABC"):
        boxes |= {f"50{letter}": (42 + row, 1, 23), f"51{letter}": (42 + row, 25, 15), f"52{letter}": (42 + row, 41, 1),
                  f"53{letter}": (42 + row, 43, 1), f"57{letter}": (42 + row, 68, 15), f"58{letter}": (46 + row, 1, 25),
                  f"59{letter}": (46 + row, 27, 2), f"60{letter}": (46 + row, 30, 20), f"61{letter}": (46 + row, 51, 14),
                  f"62{letter}": (46 + row, 66, 17), f"63{letter}": (50 + row, 1, 30), f"64{letter}": (50 + row, 32, 26),
                  f"65{letter}": (50 + row, 59, 24)}  # fmt: skip
    for at, letter in enumerate(("", *OTHER_DIAGNOSES)):
        line, column = (53, 3 + 8 * at) if at < 9 else (54, 3 + 8 * (at - 9))
        boxes |= {f"67{letter}": (line, column, 7), f"67{letter} poa": (line, column + 7, 1)}
    boxes |= {f"70{letter}": (55, 19 + 8 * at, 7) for at, letter in enumerate("abc")}
    for at, letter in enumerate("abc"):
        boxes |= {f"72{letter}": (55, 50 + 8 * at, 7), f"72{letter} poa": (55, 57 + 8 * at, 1)}
    for at, letter in enumerate(("", "a", "b", "c", "d", "e")):
        line, column = 57 + 2 * (at // 3), 1 + 16 * (at % 3)
        boxes |= {f"74{letter}": (line, column, 7), f"74{letter} date": (line, column + 8, 6)}
    for at, locator in enumerate(("76", "77", "78", "79")):
        line = 56 + 2 * at
        boxes |= {f"{locator} role": (line, 55, 2), f"{locator} npi": (line, 59, 11), f"{locator} last": (line + 1, 53, 16),
                  f"{locator} first": (line + 1, 71, 12)}  # fmt: skip
    for row, letter in enumerate("abcd"):
        boxes |= {f"81{letter} code": (60 + row, 27, 2), f"81{letter}": (60 + row, 29, 10)}
    cells = {name: Cell(name.split(" ")[0] if name[-1].isdigit() else name, *place) for name, place in boxes.items()}
    right = {f"{39 + at}{letter} amount": (13 + row, 47 + 13 * at, 9) for at in range(3) for row, letter in enumerate("abcd")}
    right |= {f"{box} {row}": (18 + row, column, width) for row in range(LINES)
              for box, column, width in (("46", 53, 7), ("47", 61, 9), ("48", 71, 9))}  # fmt: skip
    right |= {"47 total": (40, 61, 9), "48 total": (40, 71, 9)}
    for row, letter in enumerate("ABC"):
        right |= {f"54{letter}": (42 + row, 45, 10), f"55{letter}": (42 + row, 56, 10)}
    return cells | {name: Cell(name.split(" ")[0], *place, right=True) for name, place in right.items()}


LAYOUT = Layout("UB-04 (CMS-1450)", _cells(), left=0.15, top=0.17)


def ub04(claim: Claim, created: dt.date) -> list[Sheet]:
    """The sheets of an institutional claim, 22 lines each; the total stands on the last.

    Raises:
        UsageError: the claim is professional.
    """
    if claim.claim_type != "institutional":
        raise UsageError("the UB-04 is for institutional claims; write professional ones with --to cms1500", "/claim_type")
    groups = [claim.lines[start : start + LINES] for start in range(0, len(claim.lines), LINES)]
    sheets = []
    for page, lines in enumerate(groups, 1):
        sheet = _sheet(claim, lines)
        sheet.put("page", page)
        sheet.put("pages", len(groups))
        sheet.date("created", created, "%m%d%y")
        if page == len(groups):
            sheet.put("42 total", "0001")
            sheet.money("47 total", claim.total_charge)
            spared = [line.non_covered_charge for line in claim.lines if line.non_covered_charge is not None]
            sheet.money("48 total", sum(spared, Decimal(0)) if spared else None)
        sheets.append(sheet)
    return sheets


def _sheet(claim: Claim, lines: tuple[ServiceLine, ...]) -> Sheet:
    sheet = Sheet(LAYOUT)
    _top(sheet, claim)
    _codes(sheet, claim)
    for row, line in enumerate(lines):
        _line(sheet, row, line)
    _payers(sheet, claim)
    _diagnoses(sheet, claim)
    _providers(sheet, claim)
    return sheet


def _top(sheet: Sheet, claim: Claim) -> None:
    billing, patient, admission = claim.billing_provider, claim.patient, claim.admission
    sheet.put("1 name", person(billing.name, " "))
    sheet.put("1 street", street(billing.address))
    sheet.put("1 town", town(billing.address))
    sheet.put("1 phone", billing.telephone)
    if claim.pay_to_address:
        sheet.put("2 name", person(billing.name, " "))
        sheet.put("2 street", street(claim.pay_to_address))
        sheet.put("2 town", town(claim.pay_to_address))
    sheet.put("3a", claim.control_number)
    sheet.put("3b", patient.id)
    sheet.put("4", claim.type_of_bill)
    sheet.put("5", billing.tax_id)
    sheet.date("6 from", claim.from_, "%m%d%y")
    sheet.date("6 through", claim.through, "%m%d%y")
    if claim.subscriber.relationship != "self":
        sheet.put("8a", claim.subscriber.id)
    sheet.put("8b", person(patient.name, " "))
    if patient.address:
        sheet.put("9a", street(patient.address))
        sheet.put("9b", patient.address.city)
        sheet.put("9c", patient.address.state)
        sheet.put("9d", patient.address.postal_code)
        sheet.put("9e", patient.address.country)
    sheet.date("10", patient.birth_date, "%m%d%Y")
    sheet.put("11", {"female": "F", "male": "M"}.get(patient.sex or "", "U"))
    if admission:
        sheet.date("12", admission.date, "%m%d%y")
        sheet.put("13", (admission.hour or "")[:2])
        sheet.put("14", admission.type)
        sheet.put("15", admission.source)
        sheet.put("16", (admission.discharge_hour or "")[:2])
        sheet.put("17", admission.discharge_status)
    sheet.put("29", claim.accident.state if claim.accident else None)


def _codes(sheet: Sheet, claim: Claim) -> None:
    for at, code in enumerate(sorted(claim.condition_codes)[:11]):
        sheet.put(str(18 + at), code)
    for at, occurrence in enumerate(claim.occurrences[:8]):
        box = f"{31 + at % 4}{'ab'[at // 4]}"
        sheet.put(box, occurrence.code)
        sheet.date(f"{box} date", occurrence.date, "%m%d%y")
    for at, span in enumerate(claim.occurrence_spans[:4]):
        box = f"{35 + at % 2}{'ab'[at // 2]}"
        sheet.put(box, span.code)
        sheet.date(f"{box} from", span.from_, "%m%d%y")
        sheet.date(f"{box} through", span.through, "%m%d%y")
    for at, value in enumerate(claim.values[:12]):
        box = f"{39 + at % 3}{'abcd'[at // 3]}"
        sheet.put(box, value.code)
        sheet.money(f"{box} amount", value.amount)
    holder = claim.subscriber
    sheet.put("38a", person(holder.name, " "))
    sheet.put("38b", street(holder.address))
    sheet.put("38c", town(holder.address))


def _line(sheet: Sheet, row: int, line: ServiceLine) -> None:
    sheet.put(f"42 {row}", line.revenue_code)
    drug = f"{line.drug.qualifier}{line.drug.ndc}{line.drug.unit}{line.drug.quantity.normalize():f}" if line.drug else None
    sheet.put(f"43 {row}", drug or line.description)
    sheet.put(f"44 {row}", "".join([line.code or "", *line.modifiers[:4]]))
    sheet.date(f"45 {row}", line.date, "%m%d%y")
    sheet.put(f"46 {row}", f"{line.units.normalize():f}" if line.units is not None else None)
    sheet.money(f"47 {row}", line.charge)
    sheet.money(f"48 {row}", line.non_covered_charge)


def _payers(sheet: Sheet, claim: Claim) -> None:
    """Up to three payers in the order of payment."""
    order = ("primary", "secondary", "tertiary")
    rows: list[tuple[Payer, Subscriber, Decimal | None, Signatures, str | None, str | None]] = [
        (claim.payer, claim.subscriber, None, claim.signatures, claim.prior_authorization, claim.original_reference)
    ]
    for other in claim.other_payers:
        holder = other.subscriber or Subscriber()
        rows.append((other, holder, other.paid, other.signatures, other.prior_authorization, other.claim_control_number))
    rows.sort(key=lambda row: order.index(row[0].sequence) if row[0].sequence in order else len(order))
    sheet.put("56", claim.billing_provider.npi)
    for letter, (payer, holder, paid, signed, authorization, reference) in zip("ABC", rows, strict=False):
        sheet.put(f"50{letter}", payer.name)
        sheet.put(f"51{letter}", payer.id)
        sheet.put(f"52{letter}", "Y" if signed.release == "signed" else "I")
        sheet.put(f"53{letter}", {"yes": "Y", "no": "N"}.get(signed.benefits_assigned, "W"))
        sheet.money(f"54{letter}", paid)
        if payer is claim.payer:
            sheet.money(f"55{letter}", claim.patient_due)
        sheet.put(f"57{letter}", payer.provider_ids[0].value if payer.provider_ids else None)
        sheet.put(f"58{letter}", person(holder.name, " "))
        sheet.put(f"59{letter}", RELATIONS.get(holder.relationship or "self", "G8"))
        sheet.put(f"60{letter}", holder.id)
        sheet.put(f"61{letter}", holder.group_name)
        sheet.put(f"62{letter}", holder.group_number)
        sheet.put(f"63{letter}", authorization)
        sheet.put(f"64{letter}", reference)


def _diagnoses(sheet: Sheet, claim: Claim) -> None:
    by_role: dict[str, list[Diagnosis]] = {}
    for diagnosis in claim.diagnoses:
        role = diagnosis.role if diagnosis.role in ("admitting", "reason-for-visit", "external-cause") else "listed"
        by_role.setdefault(role, []).append(diagnosis)
    sheet.put("66", "0")
    for letter, diagnosis in zip(("", *OTHER_DIAGNOSES), by_role.get("listed", ()), strict=False):
        sheet.put(f"67{letter}", bare(diagnosis.code))
        sheet.put(f"67{letter} poa", diagnosis.poa)
    for diagnosis in by_role.get("admitting", ())[:1]:
        sheet.put("69", bare(diagnosis.code))
    for letter, diagnosis in zip("abc", by_role.get("reason-for-visit", ()), strict=False):
        sheet.put(f"70{letter}", bare(diagnosis.code))
    sheet.put("71", claim.drg)
    for letter, diagnosis in zip("abc", by_role.get("external-cause", ()), strict=False):
        sheet.put(f"72{letter}", bare(diagnosis.code))
        sheet.put(f"72{letter} poa", diagnosis.poa)
    for letter, procedure in zip(("", "a", "b", "c", "d", "e"), claim.procedures, strict=False):
        sheet.put(f"74{letter}", procedure.code)
        sheet.date(f"74{letter} date", procedure.date, "%m%d%y")


def _providers(sheet: Sheet, claim: Claim) -> None:
    others = [(code, party) for code, party in (("ZZ", claim.other_operating_provider), ("82", claim.rendering_provider),
                                                ("DN", claim.referring_provider)) if party]  # fmt: skip
    rows: list[tuple[str, str, Provider | None]] = [("76", "", claim.attending_provider), ("77", "", claim.operating_provider)]
    rows += [(locator, code, party) for locator, (code, party) in zip(("78", "79"), others, strict=False)]
    for locator, code, party in rows:
        if party is None:
            continue
        family, _, given = person(party.name, "|").partition("|")
        sheet.put(f"{locator} role", code)
        sheet.put(f"{locator} npi", party.npi)
        sheet.put(f"{locator} last", family)
        sheet.put(f"{locator} first", given.replace("|", " "))
    texts = [note.text for note in claim.notes]
    sheet.put("80", texts[0] if texts else None)
    for box, note in zip(("80a", "80b", "80c"), texts[1:], strict=False):
        sheet.put(box, note)
    if claim.billing_provider.taxonomy:
        sheet.put("81a code", "B3")
        sheet.put("81a", claim.billing_provider.taxonomy)
