"""Loops 2300 to 2430 of the 837I.  Source: ASC X12N 005010X223A2."""

from __future__ import annotations

from farr.x12.claims import codes, hi, lines
from farr.x12.claims.codec import Data, Here, Loop, Many, Part, Plain, Texts, coded, inner, iso, slot
from farr.x12.claims.coordination import other_payer
from farr.x12.claims.lines import ATTACHMENT, CONTRACT, NOTE, Certifications, Pricing
from farr.x12.claims.parties import amount, dated, provider, reference

GUIDE = "005010X223A2"


class Stay(Part):
    """DTP 096 (hour of discharge), 434 (statement dates) and 435 (admission, with its hour when known)."""

    keys = (("DTP", "096"), ("DTP", "434"), ("DTP", "435"))

    def write(self, data: Data, out: list[str]) -> None:
        admission = data.get("admission") or {}
        if admission.get("discharge_hour"):
            out.append(f"DTP*096*TM*{admission['discharge_hour'].ljust(4, '0')}")
        start, end = (str(data.get(key) or "").replace("-", "") for key in ("from", "through"))
        out.append(f"DTP*434*RD8*{start}-{end or start}")
        day = str(admission.get("date") or "").replace("-", "")
        if day:
            hour = admission.get("hour")
            out.append(f"DTP*435*DT*{day}{hour.ljust(4, '0')}" if hour else f"DTP*435*D8*{day}")

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        value = elements[3] if len(elements) > 3 else ""
        if elements[1] == "434":
            start, _, end = value.partition("-")
            data["from"], data["through"] = iso(start), iso(end or start)
            here.note("from", "DTP", 3)
            here.note("through", "DTP", 3)
            return
        admission = data.setdefault("admission", {})
        if elements[1] == "096":
            admission["discharge_hour"] = _hour(value)
            here.note("admission/discharge_hour", "DTP", 3)
            return
        admission["date"] = iso(value)
        here.note("admission/date", "DTP", 3)
        if len(value) > 8:
            admission["hour"] = _hour(value[8:])
            here.note("admission/hour", "DTP", 3)


def _hour(value: str) -> str:
    return value[:2] if value[2:] in ("", "00") else value[:4]


def _claim() -> Plain:
    return Plain(
        "CLM",
        slot("control_number", 1),
        slot("total_charge", 2, kind="money"),
        slot("facility_code", 5, 1),
        slot("facility_qualifier", 5, 2),
        slot("frequency", 5, 3),
        coded("signatures.assignment", 7, codes.ASSIGNMENT, default="accepted"),
        coded("signatures.benefits_assigned", 8, codes.BENEFITS, default="yes"),
        coded("signatures.release", 9, codes.RELEASE, default="signed"),
        slot("delay_reason", 20),
        key=False,
    )


def claim() -> Loop:
    """2300 with everything below it."""
    return Loop(
        "2300",
        _claim(),
        Stay(),
        dated("dates.repricer_received", "050"),
        Plain("CL1", slot("admission.type", 1), slot("admission.source", 2), slot("admission.discharge_status", 3), key=False),
        Many("attachments", ATTACHMENT),
        CONTRACT,
        amount("patient_due", "F3"),
        reference("references.service_exception", "4N"),
        reference("referral_number", "9F"),
        reference("prior_authorization", "G1"),
        reference("original_reference", "F8"),
        reference("references.repriced", "9A"),
        reference("references.adjusted_repriced", "9C"),
        Texts("references.device_exemptions", "REF*LX", 2),
        reference("references.intermediary", "D9"),
        reference("accident.state", "LU"),
        reference("record_number", "EA"),
        reference("references.demonstration", "P4"),
        reference("references.peer_review", "G4"),
        Texts("fixed_format", "K3", 1),
        Many("notes", NOTE),
        Certifications(),
        hi.diagnoses(("hi.principal", ("ABK", "BK"))),
        hi.diagnoses(("hi.admitting", ("ABJ", "BJ"))),
        hi.diagnoses(("hi.reason", ("APR", "PR"))),
        hi.diagnoses(("hi.external", ("ABN", "BN"))),
        hi.plain(("hi.drg", ("DR",))),
        hi.diagnoses(("hi.other", ("ABF", "BF"))),
        hi.procedures(("hi.principal_procedure", ("BBR", "BR"))),
        hi.procedures(("hi.other_procedures", ("BBQ", "BQ"))),
        hi.SPANS,
        hi.OCCURRENCES,
        hi.VALUES,
        hi.plain(("condition_codes", ("BG",))),
        hi.plain(("treatment_codes", ("TC",))),
        Pricing(),
        inner("attending_provider", provider("2310A", "71", "1", role="AT")),
        inner("operating_provider", provider("2310B", "72", "1")),
        inner("other_operating_provider", provider("2310C", "ZZ", "1")),
        inner("rendering_provider", provider("2310D", "82", "1")),
        inner("facility", provider("2310E", "77", "2", address=True)),
        inner("referring_provider", provider("2310F", "DN", "1")),
        inner("other_payers", other_payer(professional=False), many=True),
        inner("lines", lines.institutional(), many=True),
    )
