"""Loops 2300 to 2440 of the 837P.  Source: ASC X12N 005010X222A1."""

from __future__ import annotations

from farr.x12.claims import codes, hi, lines
from farr.x12.claims.codec import Data, Here, Loop, Many, Part, Plain, Texts, coded, inner, iso, slot
from farr.x12.claims.coordination import other_payer
from farr.x12.claims.lines import AMBULANCE, ATTACHMENT, CONTRACT, NOTE, Certifications, Pricing
from farr.x12.claims.parties import amount, dated, place, provider, reference

GUIDE = "005010X222A1"


class Disability(Part):
    """DTP 314 (both dates), 360 (from) or 361 (through)."""

    keys = (("DTP", "314"), ("DTP", "360"), ("DTP", "361"))

    def write(self, data: Data, out: list[str]) -> None:
        dates = data.get("dates") or {}
        start, end = (str(dates.get(f"disability_{key}") or "").replace("-", "") for key in ("from", "through"))
        if start and end:
            out.append(f"DTP*314*RD8*{start}-{end}")
        elif start or end:
            out.append(f"DTP*360*D8*{start}" if start else f"DTP*361*D8*{end}")

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        start, _, end = (elements[3] if len(elements) > 3 else "").partition("-")
        if elements[1] == "361":
            start, end = "", start
        for key, value in (("disability_from", start), ("disability_through", end)):
            if value:
                data.setdefault("dates", {})[key] = iso(value)
                here.note(f"dates/{key}", "DTP", 3)


def _claim() -> Plain:
    return Plain(
        "CLM",
        slot("control_number", 1),
        slot("total_charge", 2, kind="money"),
        slot("facility_code", 5, 1),
        slot("facility_qualifier", 5, 2),
        slot("frequency", 5, 3),
        slot("signatures.provider", 6, kind="yes", default=True),
        coded("signatures.assignment", 7, codes.ASSIGNMENT, default="accepted"),
        coded("signatures.benefits_assigned", 8, codes.BENEFITS, default="yes"),
        coded("signatures.release", 9, codes.RELEASE, default="signed"),
        slot("signatures.patient", 10),
        *(coded(f"causes.{n}", 11, codes.CAUSES, n + 1) for n in range(3)),
        slot("accident.state", 11, 4),
        slot("accident.country", 11, 5),
        slot("special_program", 12),
        slot("delay_reason", 20),
        key=False,
    )


def claim() -> Loop:
    """2300 with everything below it."""
    return Loop(
        "2300",
        _claim(),
        dated("dates.onset", "431"),
        dated("dates.initial_treatment", "454"),
        dated("dates.last_seen", "304"),
        dated("dates.acute_manifestation", "453"),
        dated("accident.date", "439"),
        dated("dates.last_menstrual_period", "484"),
        dated("dates.last_x_ray", "455"),
        dated("dates.prescription", "471"),
        Disability(),
        dated("dates.last_worked", "297"),
        dated("dates.return_to_work", "296"),
        dated("admission.date", "435"),
        dated("admission.discharge_date", "096"),
        dated("dates.assumed_care", "090"),
        dated("dates.relinquished_care", "091"),
        dated("dates.first_contact", "444"),
        dated("dates.repricer_received", "050"),
        Many("attachments", ATTACHMENT),
        CONTRACT,
        amount("patient_paid", "F5"),
        reference("references.service_exception", "4N"),
        reference("references.medicare_crossover", "F5"),
        reference("references.mammography", "EW"),
        reference("referral_number", "9F"),
        reference("prior_authorization", "G1"),
        reference("original_reference", "F8"),
        reference("references.clia", "X4"),
        reference("references.repriced", "9A"),
        reference("references.adjusted_repriced", "9C"),
        Texts("references.device_exemptions", "REF*LX", 2),
        reference("references.intermediary", "D9"),
        reference("record_number", "EA"),
        reference("references.demonstration", "P4"),
        reference("references.care_plan", "1J"),
        Texts("fixed_format", "K3", 1),
        Many("notes", NOTE),
        AMBULANCE,
        Plain(
            "CR2",
            slot("spinal_manipulation.condition", 8),
            slot("spinal_manipulation.description", 10),
            slot("spinal_manipulation.detail", 11),
            key=False,
        ),
        Certifications(),
        hi.diagnoses(("hi.principal", ("ABK", "BK")), ("hi.other", ("ABF", "BF"))),
        hi.plain(("hi.anesthesia_principal", ("BP",)), ("hi.anesthesia_other", ("BO",))),
        hi.plain(("condition_codes", ("BG",))),
        Pricing(),
        inner("referring_provider", provider("2310A", "DN", "1")),
        inner("primary_care_provider", provider("2310A", "P3", "1")),
        inner("rendering_provider", provider("2310B", "82", "1", role="PE")),
        inner("facility", provider("2310C", "77", "2", address=True, contact=True)),
        inner("supervising_provider", provider("2310D", "DQ", "1")),
        inner("pick_up", place("2310E", "PW")),
        inner("drop_off", place("2310F", "45")),
        inner("other_payers", other_payer(professional=True), many=True),
        inner("lines", lines.professional(), many=True),
    )
