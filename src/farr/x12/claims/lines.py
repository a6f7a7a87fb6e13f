"""Loop 2400 and its inner loops: service lines."""

from __future__ import annotations

from farr.x12.claims import codes
from farr.x12.claims.codec import Data, Here, Loop, Many, Part, Plain, Texts, inner, iso, joined, number, slot, text
from farr.x12.claims.coordination import line_adjudication
from farr.x12.claims.parties import amount, dated, place, provider, reference

ATTACHMENT = Plain("PWK", slot("type", 1), slot("transmission", 2), slot("control_number", 6, also=((5, "AC"),)), key=False)
CONTRACT = Plain(
    "CN1",
    slot("contract.type", 1),
    slot("contract.amount", 2, kind="money"),
    slot("contract.percentage", 3, kind="number"),
    slot("contract.code", 4),
    slot("contract.discount", 5, kind="number"),
    slot("contract.version", 6),
    key=False,
)
AMBULANCE = Plain(
    "CR1",
    slot("ambulance.weight", 2, kind="number", also=((1, "LB"),)),
    slot("ambulance.reason", 4),
    slot("ambulance.miles", 6, kind="number", also=((5, "DH"),)),
    slot("ambulance.round_trip", 9),
    slot("ambulance.stretcher", 10),
    key=False,
)
NOTE = Plain("NTE", slot("kind", 1), slot("text", 2), key=False)


class Certifications(Part):
    """CRC of all categories, each with up to five conditions."""

    keys = (("CRC", ""),)

    def write(self, data: Data, out: list[str]) -> None:
        for item in data.get("certifications") or ():
            held = "Y" if item["applies"] else "N"
            out.append(joined(["CRC", text(item["category"]), held, *(text(code) for code in item["conditions"])]))

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        found = data.setdefault("certifications", [])
        here.note(f"certifications/{len(found)}", "CRC")
        category, held, *conditions = [*elements[1:], "", ""]
        found.append({"category": category, "applies": held == "Y", "conditions": [code for code in conditions if code]})


class Pricing(Plain):
    def __init__(self) -> None:
        super().__init__(
            "HCP",
            slot("repricing.method", 1),
            slot("repricing.allowed", 2, kind="money"),
            slot("repricing.savings", 3, kind="money"),
            slot("repricing.organization", 4),
            slot("repricing.rate", 5, kind="number"),
            slot("repricing.group", 6),
            slot("repricing.group_amount", 7, kind="money"),
            slot("repricing.reject_reason", 13),
            slot("repricing.compliance", 14),
            slot("repricing.exception", 15),
            key=False,
        )


class Service(Plain):
    """SV1 or SV2: the service with its modifiers, charge, quantity and pointers."""

    def __init__(self, professional: bool) -> None:
        self.professional = professional
        at, charge = (1, 2) if professional else (2, 3)
        service = (
            slot("code_type", at, 1),
            slot("code", at, 2),
            *(slot(f"modifiers.{n}", at, n + 3) for n in range(4)),
            slot("description", at, 7),
            slot("charge", charge, kind="money"),
            slot("measure", charge + 1),
            slot("quantity", charge + 2, kind="number"),
        )
        if professional:
            super().__init__(
                "SV1",
                *service,
                slot("place_of_service", 5),
                *(slot(f"diagnosis_pointers.{n}", 7, n + 1, kind="integer") for n in range(4)),
                slot("emergency", 9, kind="flag"),
                slot("epsdt", 11, kind="flag"),
                slot("family_planning", 12, kind="flag"),
                slot("copay_status", 15),
                key=False,
            )
        else:
            super().__init__("SV2", slot("revenue_code", 1), *service, slot("non_covered_charge", 7, kind="money"), key=False)

    def write(self, data: Data, out: list[str]) -> None:
        local = {**data, **{key: _spread(data.get(key)) for key in ("modifiers", "diagnosis_pointers")}}
        minutes = data.get("anesthesia_minutes")
        local["measure"] = "MJ" if minutes is not None else codes.UNITS[data.get("unit") or "service"]
        local["quantity"] = minutes if minutes is not None else data.get("units")
        if data.get("code"):
            local.setdefault("code_type", "HC")
        else:
            local.pop("code_type", None)
        if data.get("copay_exempt"):
            local["copay_status"] = "0"
        super().write(local, out)

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        local: Data = {}
        super().read(elements, local, here)
        for key in ("modifiers", "diagnosis_pointers"):
            local[key] = list(local.get(key, {}).values())
        measure, quantity = local.pop("measure", "UN"), local.pop("quantity", None)
        element = 4 if self.professional else 5
        if measure == "MJ":
            local["anesthesia_minutes"] = quantity
            here.note("anesthesia_minutes", self.fixed[0], element)
        else:
            local["units"], local["unit"] = quantity, "day" if measure == "DA" else "service"
            here.note("units", self.fixed[0], element)
        if local.pop("copay_status", ""):
            local["copay_exempt"] = True
        data.update(local)


class Misplaced(Service):
    """SV1 in an institutional claim: no guide allows it, files in use have it, so it is read; it is never written."""

    def __init__(self) -> None:
        super().__init__(professional=True)

    def write(self, data: Data, out: list[str]) -> None:
        """Nothing."""


def _spread(items: object) -> Data:
    return {str(at): item for at, item in enumerate(items)} if isinstance(items, list | tuple) else {}


class Served(Part):
    """DTP 472: a day, or a range of days."""

    keys = (("DTP", "472"),)

    def write(self, data: Data, out: list[str]) -> None:
        start, end = (str(data.get(key) or "").replace("-", "") for key in ("date", "through"))
        if start:
            out.append(f"DTP*472*RD8*{start}-{end}" if end and end != start else f"DTP*472*D8*{start}")

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        start, _, end = (elements[3] if len(elements) > 3 else "").partition("-")
        data["date"] = iso(start)
        here.note("date", "DTP", 3)
        if end and end != start:
            data["through"] = iso(end)
            here.note("through", "DTP", 3)


class EquipmentPrice(Part):
    """SV5: the line's own code again, days of need, rent, price and how often rent falls due."""

    keys = (("SV5", ""),)

    def write(self, data: Data, out: list[str]) -> None:
        item = data.get("equipment") or {}
        if item.get("frequency"):
            values = [number(item[key]) for key in ("days", "rental_price", "purchase_price")]
            out.append(joined(["SV5", f"HC:{text(data.get('code') or '')}", "DA", *values, text(item["frequency"])]))

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        found = [*elements, "", "", "", "", ""]
        item = data.setdefault("equipment", {})
        for key, element in (("days", 3), ("rental_price", 4), ("purchase_price", 5), ("frequency", 6)):
            if found[element]:
                item[key] = found[element]
                here.note(f"equipment/{key}", "SV5", element)


def _drug() -> Loop:
    return Loop(
        "2410",
        Plain("LIN*", slot("qualifier", 2, default="N4"), slot("ndc", 3), key=False),
        Plain("CTP", slot("quantity", 4, kind="number"), slot("unit", 5, 1), key=False),
        reference("link", "VY"),
        reference("prescription", "XZ"),
    )


def _form() -> Loop:
    answer = Plain(
        "FRM", slot("question", 1), slot("answer", 2), slot("text", 3), slot("date", 4, kind="day"), slot("percent", 5), key=False
    )
    return Loop("2440", Plain("LQ", slot("list", 1), slot("id", 2), key=False), Many("answers", answer))


def professional() -> Loop:
    """2400 of the 837P.  Source: ASC X12N 005010X222A1."""
    return Loop(
        "2400",
        Plain("LX", slot("number", 1, kind="integer"), key=False),
        Service(professional=True),
        EquipmentPrice(),
        Many("attachments", ATTACHMENT),
        AMBULANCE,
        Plain(
            "CR3", slot("equipment.certification", 1), slot("equipment.months", 3, kind="number", also=((2, "MO"),)), key=False
        ),
        Certifications(),
        Served(),
        dated("dates.prescription", "471"),
        dated("dates.certification_revision", "607"),
        dated("dates.begin_therapy", "463"),
        dated("dates.last_certification", "461"),
        dated("dates.last_seen", "304"),
        dated("dates.hemoglobin_test", "738"),
        dated("dates.creatinine_test", "739"),
        dated("dates.shipped", "011"),
        dated("dates.last_x_ray", "455"),
        dated("dates.initial_treatment", "454"),
        Plain("QTY*PT", slot("patients_transported", 2, kind="number")),
        Plain("QTY*FL", slot("obstetric_units", 2, kind="number")),
        Many("measurements", Plain("MEA", slot("kind", 1), slot("what", 2), slot("value", 3, kind="number"), key=False)),
        CONTRACT,
        reference("references.repriced", "9B"),
        reference("references.adjusted_repriced", "9D"),
        reference("prior_authorization", "G1"),
        reference("control_number", "6R"),
        reference("references.mammography", "EW"),
        reference("references.clia", "X4"),
        reference("references.referring_clia", "F4"),
        reference("references.immunization_batch", "BT"),
        reference("referral_number", "9F"),
        amount("sales_tax", "T"),
        amount("postage", "F4"),
        Texts("fixed_format", "K3", 1),
        Many("notes", NOTE, keys=("ADD", "DCP", "TPO")),
        Plain("PS1", slot("purchased_service_id", 1), slot("purchased_service_charge", 2, kind="money"), key=False),
        Pricing(),
        inner("drug", _drug()),
        inner("rendering_provider", provider("2420A", "82", "1", role="PE")),
        inner("purchased_service_provider", provider("2420B", "QB", "2")),
        inner("facility", provider("2420C", "77", "2", address=True)),
        inner("supervising_provider", provider("2420D", "DQ", "1")),
        inner("ordering_provider", provider("2420E", "DK", "1", address=True, contact=True)),
        inner("referring_provider", provider("2420F", "DN", "1")),
        inner("primary_care_provider", provider("2420F", "P3", "1")),
        inner("pick_up", place("2420G", "PW")),
        inner("drop_off", place("2420H", "45")),
        inner("adjudications", line_adjudication(), many=True),
        inner("forms", _form(), many=True),
    )


def institutional() -> Loop:
    """2400 of the 837I.  Source: ASC X12N 005010X223A2."""
    return Loop(
        "2400",
        Plain("LX", slot("number", 1, kind="integer"), key=False),
        Service(professional=False),
        Misplaced(),
        Many("attachments", ATTACHMENT),
        Served(),
        reference("control_number", "6R"),
        reference("references.repriced", "9B"),
        reference("references.adjusted_repriced", "9D"),
        amount("service_tax", "GT"),
        amount("facility_tax", "N8"),
        Many("notes", NOTE, keys=("TPO",)),
        Pricing(),
        inner("drug", _drug()),
        inner("operating_provider", provider("2420A", "72", "1")),
        inner("other_operating_provider", provider("2420B", "ZZ", "1")),
        inner("rendering_provider", provider("2420C", "82", "1")),
        inner("referring_provider", provider("2420D", "DN", "1")),
        inner("adjudications", line_adjudication(), many=True),
    )
