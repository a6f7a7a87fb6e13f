"""CMS-1500, version 02/12.

Source of the boxes' meaning: NUCC 1500 claim form instructions; of their place: the form's raster of 10 characters and 6 lines
to the inch.  The ``grid`` of :func:`farr.claims.forms.to_pdf` prints the boxes, to be held
against the stock in use before the first run.
"""

from __future__ import annotations

from decimal import Decimal

from farr.claims.forms.sheet import Cell, Layout, Sheet, bare, person, street, town
from farr.errors import UsageError
from farr.records import Claim, OtherPayer, Provider, ServiceLine

LINES = 6
FILE = "SIGNATURE ON FILE"
_PAYER = {"medicare": 1, "medicaid": 8, "tricare": 15, "veterans": 24, "group": 31, "feca": 39, "other": 45}
_SPREAD = (3, 16, 29, 42)
RELATIONS = {"self": 33, "spouse": 38, "child": 42, "other": 47}
GROUPS = ("commercial", "blue-cross", "hmo", "ppo", "pos", "epo", "indemnity")
DATES_15 = (
    ("454", "initial_treatment"), ("304", "last_seen"), ("453", "acute_manifestation"), ("439", ""), ("455", "last_x_ray"),
    ("471", "prescription"), ("090", "assumed_care"), ("091", "relinquished_care"), ("444", "first_contact"),
)  # fmt: skip


def _cells() -> dict[str, Cell]:
    boxes: dict[str, tuple[int, int, int]] = {
        "payer name": (2, 41, 31), "payer street": (3, 41, 31), "payer street 2": (4, 41, 31), "payer town": (5, 41, 31),
        **{f"1 {kind}": (8, column, 1) for kind, column in _PAYER.items()},
        "1a": (8, 50, 29), "2": (10, 1, 28), "3": (10, 31, 10), "3 male": (10, 42, 1), "3 female": (10, 47, 1), "4": (10, 50, 29),
        "5 street": (12, 1, 28), **{f"6 {name}": (12, column, 1) for name, column in RELATIONS.items()}, "7 street": (12, 50, 29),
        "5 city": (14, 1, 24), "5 state": (14, 26, 3), "7 city": (14, 50, 23), "7 state": (14, 74, 4),
        "5 zip": (16, 1, 12), "5 area": (16, 15, 3), "5 phone": (16, 19, 10), "7 zip": (16, 50, 12), "7 area": (16, 65, 3),
        "7 phone": (16, 69, 10), "9": (18, 1, 28), "11": (18, 50, 29), "9a": (20, 1, 28), "10a yes": (20, 35, 1),
        "10a no": (20, 41, 1), "11a": (20, 53, 10), "11a male": (20, 68, 1), "11a female": (20, 75, 1), "10b yes": (22, 35, 1),
        "10b no": (22, 41, 1), "10b state": (22, 45, 2), "11b": (22, 50, 29), "10c yes": (24, 35, 1), "10c no": (24, 41, 1),
        "11c": (24, 50, 29), "9d": (26, 1, 28), "10d": (26, 30, 19), "11d yes": (26, 52, 1), "11d no": (26, 57, 1),
        "12": (29, 7, 22), "12 date": (29, 36, 10), "13": (29, 57, 22), "14": (32, 2, 10), "14 qual": (32, 16, 3),
        "15 qual": (32, 31, 3), "15": (32, 37, 10), "16 from": (32, 54, 10), "16 to": (32, 68, 10), "17a qual": (33, 30, 2),
        "17a": (33, 33, 17), "17 qual": (34, 1, 2), "17": (34, 4, 24), "17b": (34, 33, 10), "18 from": (34, 54, 10),
        "18 to": (34, 68, 10), "19": (36, 1, 48), "20 yes": (36, 52, 1), "20 no": (36, 57, 1), "21 ind": (37, 42, 1),
        **{f"21{letter}": (38 + at // 4, _SPREAD[at % 4], 7) for at, letter in enumerate("ABCDEFGHIJKL")},
        "22": (38, 50, 11), "22 ref": (38, 62, 17), "23": (40, 50, 29), "25": (56, 1, 15), "25 ssn": (56, 17, 1),
        "25 ein": (56, 19, 1), "26": (56, 23, 14), "27 yes": (56, 38, 1), "27 no": (56, 43, 1), "33 area": (57, 66, 3),
        "33 phone": (57, 70, 9), "32 name": (58, 23, 26), "33 name": (58, 50, 29), "32 street": (59, 23, 26),
        "33 street": (59, 50, 29), "31": (60, 1, 21), "32 town": (60, 23, 26), "33 town": (60, 50, 29), "31 date": (61, 15, 7),
        "32a": (61, 24, 10), "32b": (61, 36, 13), "33a": (61, 51, 10), "33b": (61, 63, 16),
    }  # fmt: skip
    cells = {name: Cell(name, *place) for name, place in boxes.items()}
    for box, line, column, width in (("20 charge", 36, 63, 8), ("28", 56, 52, 8), ("29", 56, 62, 8)):
        cells[box] = Cell(box, line, column, width, right=True)
    for row in range(LINES):
        line = 43 + 2 * row
        shaded = {"24": (1, 61), "24I": (65, 2), "24J": (68, 11)}
        plain = {
            "24A": (1, 8), "24A to": (10, 8), "24B": (19, 2), "24C": (22, 2), "24D": (25, 6), "24D 1": (33, 2), "24D 2": (36, 2),
            "24D 3": (39, 2), "24D 4": (42, 2), "24E": (45, 4), "24H": (63, 2), "24J npi": (68, 10),
        }  # fmt: skip
        cells |= {f"{box} {row}": Cell(box, line, *place) for box, place in shaded.items()}
        cells |= {f"{box} {row}": Cell(box, line + 1, *place) for box, place in plain.items()}
        cells[f"24F {row}"] = Cell("24F", line + 1, 50, 8, right=True)
        cells[f"24G {row}"] = Cell("24G", line + 1, 59, 3, right=True)
    return cells


LAYOUT = Layout("CMS-1500 (02/12)", _cells(), left=0.3, top=0.0)


def cms1500(claim: Claim) -> list[Sheet]:
    """The sheets of a professional claim, six lines each; the total stands on the last.

    Raises:
        UsageError: the claim is institutional.
    """
    if claim.claim_type != "professional":
        raise UsageError("the CMS-1500 is for professional claims; write institutional ones with --to ub04", "/claim_type")
    groups = [claim.lines[start : start + LINES] for start in range(0, len(claim.lines), LINES)]
    return [_sheet(claim, lines, last=lines is groups[-1]) for lines in groups]


def _sheet(claim: Claim, lines: tuple[ServiceLine, ...], last: bool) -> Sheet:
    sheet = Sheet(LAYOUT)
    payer = claim.payer
    sheet.put("payer name", payer.name)
    if payer.address:
        sheet.put("payer street", payer.address.line)
        sheet.put("payer street 2", payer.address.line2)
        sheet.put("payer town", town(payer.address))
    _insured(sheet, claim)
    _patient(sheet, claim)
    _other(sheet, claim.other_payers[0] if claim.other_payers else None)
    _condition(sheet, claim)
    for at, diagnosis in enumerate(claim.diagnoses[:12]):
        sheet.put(f"21{'ABCDEFGHIJKL'[at]}", bare(diagnosis.code))
    sheet.put("21 ind", "0")
    if claim.frequency != "1":
        sheet.put("22", claim.frequency)
        sheet.put("22 ref", claim.original_reference)
    clia = claim.references.clia if claim.references else None
    sheet.put("23", claim.prior_authorization or claim.referral_number or clia)
    for row, line in enumerate(lines):
        _line(sheet, row, line, claim)
    _foot(sheet, claim, last)
    return sheet


def _insured(sheet: Sheet, claim: Claim) -> None:
    subscriber, kind = claim.subscriber, claim.payer.kind or "other"
    box = kind if kind in ("medicare", "medicaid", "tricare", "veterans") else "group" if kind in GROUPS else "other"
    sheet.put(f"1 {box}", "X")
    sheet.put("1a", subscriber.id)
    sheet.put("4", person(subscriber.name))
    _where(
        sheet,
        "7",
        subscriber.address or (claim.patient.address if subscriber.relationship == "self" else None),
        subscriber.telephone,
    )
    sheet.put("11", subscriber.group_number or ("NONE" if kind == "medicare" else None))
    sheet.date("11a", subscriber.birth_date, "%m %d %Y")
    if subscriber.sex in ("male", "female"):
        sheet.put(f"11a {subscriber.sex}", "X")
    sheet.put("11b", subscriber.property_casualty_number)
    sheet.put("11c", subscriber.group_name or claim.payer.name)
    sheet.put("11d yes" if claim.other_payers else "11d no", "X")


def _patient(sheet: Sheet, claim: Claim) -> None:
    patient = claim.patient
    sheet.put("2", person(patient.name))
    sheet.date("3", patient.birth_date, "%m %d %Y")
    if patient.sex in ("male", "female"):
        sheet.put(f"3 {patient.sex}", "X")
    relation = claim.subscriber.relationship or "self"
    sheet.put(f"6 {relation if relation in RELATIONS else 'other'}", "X")
    _where(sheet, "5", patient.address, patient.telephone)
    causes = claim.accident.causes if claim.accident else ()
    for box, cause in (("10a", "employment"), ("10b", "auto"), ("10c", "other")):
        sheet.put(f"{box} {'yes' if cause in causes else 'no'}", "X")
    if "auto" in causes and claim.accident:
        sheet.put("10b state", claim.accident.state)
    sheet.put("10d", " ".join(claim.condition_codes))
    if claim.signatures.release == "signed":
        sheet.put("12", FILE)
    if claim.signatures.benefits_assigned == "yes":
        sheet.put("13", FILE)


def _where(sheet: Sheet, box: str, address: object, telephone: str | None) -> None:
    from farr.records import Address

    if isinstance(address, Address):
        sheet.put(f"{box} street", street(address))
        sheet.put(f"{box} city", address.city)
        sheet.put(f"{box} state", address.state)
        sheet.put(f"{box} zip", address.postal_code)
    if telephone:
        sheet.put(f"{box} area", telephone[:3])
        sheet.put(f"{box} phone", telephone[3:])


def _other(sheet: Sheet, payer: OtherPayer | None) -> None:
    if payer is None or payer.subscriber is None:
        return
    sheet.put("9", person(payer.subscriber.name))
    sheet.put("9a", payer.subscriber.group_number or payer.subscriber.id)
    sheet.put("9d", payer.name)


def _condition(sheet: Sheet, claim: Claim) -> None:
    dates, accident = claim.dates, claim.accident
    if dates and (dates.onset or dates.last_menstrual_period):
        sheet.date("14", dates.onset or dates.last_menstrual_period, "%m %d %Y")
        sheet.put("14 qual", "431" if dates.onset else "484")
    for code, name in DATES_15:
        found = getattr(dates, name) if dates and name else accident.date if accident and not name else None
        if found:
            sheet.put("15 qual", code)
            sheet.date("15", found, "%m %d %Y")
            break
    if dates:
        sheet.date("16 from", dates.disability_from, "%m %d %Y")
        sheet.date("16 to", dates.disability_through, "%m %d %Y")
    ordering = next((line.ordering_provider for line in claim.lines if line.ordering_provider), None)
    for code, provider in (("DN", claim.referring_provider), ("DK", ordering), ("DQ", claim.supervising_provider)):
        if provider:
            sheet.put("17 qual", code)
            sheet.put("17", person(provider.name, " "))
            sheet.put("17b", provider.npi)
            break
    if claim.admission:
        sheet.date("18 from", claim.admission.date, "%m %d %Y")
        sheet.date("18 to", claim.admission.discharge_date, "%m %d %Y")
    sheet.put("19", claim.notes[0].text if claim.notes else " ".join(claim.fixed_format[:1]))
    outside = [line for line in claim.lines if line.purchased_service_charge is not None]
    sheet.put("20 yes" if outside else "20 no", "X")
    if outside:
        sheet.money("20 charge", sum((line.purchased_service_charge or Decimal(0) for line in outside), Decimal(0)))


def _line(sheet: Sheet, row: int, line: ServiceLine, claim: Claim) -> None:
    start = line.date or claim.from_
    sheet.date(f"24A {row}", start, "%m %d %y")
    sheet.date(f"24A to {row}", line.through or start, "%m %d %y")
    sheet.put(f"24B {row}", line.place_of_service)
    sheet.put(f"24C {row}", "Y" if line.emergency else None)
    sheet.put(f"24D {row}", line.code)
    for at, modifier in enumerate(line.modifiers[:4], 1):
        sheet.put(f"24D {at} {row}", modifier)
    sheet.put(f"24E {row}", "".join("ABCDEFGHIJKL"[pointer - 1] for pointer in line.diagnosis_pointers))
    sheet.money(f"24F {row}", line.charge)
    units = line.anesthesia_minutes if line.anesthesia_minutes is not None else line.units
    sheet.put(f"24G {row}", f"{units.normalize():f}" if units is not None else None)
    sheet.put(f"24H {row}", "Y" if line.epsdt or line.family_planning else None)
    rendering = line.rendering_provider or claim.rendering_provider or claim.billing_provider
    sheet.put(f"24J npi {row}", rendering.npi)
    if line.drug:
        sheet.put(f"24 {row}", f"{line.drug.qualifier}{line.drug.ndc} {line.drug.unit}{line.drug.quantity.normalize():f}")
    elif line.description:
        sheet.put(f"24 {row}", f"ZZ{line.description}")


def _foot(sheet: Sheet, claim: Claim, last: bool) -> None:
    billing, facility = claim.billing_provider, claim.facility
    sheet.put("25", billing.tax_id)
    sheet.put("25 ssn" if billing.tax_id_type == "social-security" else "25 ein", "X")
    sheet.put("26", claim.control_number)
    sheet.put("27 yes" if claim.signatures.assignment == "accepted" else "27 no", "X")
    if last:
        sheet.money("28", claim.total_charge)
        sheet.money(
            "29", (claim.patient_paid or Decimal(0)) + sum((p.paid or Decimal(0) for p in claim.other_payers), Decimal(0))
        )
    if claim.signatures.provider:
        sheet.put("31", FILE)
    if facility:
        _party(sheet, "32", facility)
    _party(sheet, "33", billing)
    if billing.telephone:
        sheet.put("33 area", billing.telephone[:3])
        sheet.put("33 phone", billing.telephone[3:])
    sheet.put("33b", f"ZZ{billing.taxonomy}" if billing.taxonomy else None)


def _party(sheet: Sheet, box: str, provider: Provider) -> None:
    sheet.put(f"{box} name", person(provider.name, " "))
    sheet.put(f"{box} street", street(provider.address))
    sheet.put(f"{box} town", town(provider.address))
    sheet.put(f"{box}a", provider.npi)
