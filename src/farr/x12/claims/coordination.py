"""Other payers: loops 2320 and 2330 of the claim, 2430 of the line."""

from __future__ import annotations

from farr.x12.claims import codes
from farr.x12.claims.codec import Data, Here, Loop, Part, Plain, coded, inner, joined, money, number, slot, text
from farr.x12.claims.parties import Named, Numbers, Street, amount, dated, reference, subscriber_slots

PER_SEGMENT = 6
OTHER_PROVIDERS_PROFESSIONAL = (
    ("referring", "DN", "1", "2330C"), ("primary_care", "P3", "1", "2330C"), ("rendering", "82", "1", "2330D"),
    ("facility", "77", "2", "2330E"), ("supervising", "DQ", "1", "2330F"), ("billing", "85", "2", "2330G"),
)  # fmt: skip
OTHER_PROVIDERS_INSTITUTIONAL = (
    ("attending", "71", "1", "2330C"), ("operating", "72", "1", "2330D"), ("other_operating", "ZZ", "1", "2330E"),
    ("facility", "77", "2", "2330F"), ("rendering", "82", "1", "2330G"), ("referring", "DN", "1", "2330H"),
    ("billing", "85", "2", "2330I"),
)  # fmt: skip


class Adjustments(Part):
    """CAS: neighbouring adjustments of one group share a segment, six to each."""

    keys = (("CAS", ""),)

    def write(self, data: Data, out: list[str]) -> None:
        run: list[str] = []
        for item in data.get("adjustments") or ():
            quantity = number(item["quantity"]) if item.get("quantity") is not None else ""
            triple = [text(item["reason"]), number(item["amount"]), quantity]
            if run and run[1] == item["group"] and len(run) < 2 + 3 * PER_SEGMENT:
                run += triple
                continue
            if run:
                out.append(joined(run))
            run = ["CAS", text(item["group"]), *triple]
        if run:
            out.append(joined(run))

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        found = data.setdefault("adjustments", [])
        for place in range(2, len(elements), 3):
            reason, value, quantity = [*elements[place : place + 3], "", ""][:3]
            if not reason:
                continue
            item = {"group": elements[1], "reason": reason, "amount": money(value) if value else "0.00"}
            if quantity:
                item["quantity"] = quantity
            here.note(f"adjustments/{len(found)}", "CAS", place)
            found.append(item)


class Medicare(Part):
    """MIA or MOA: amounts by name, and up to five remark codes."""

    def __init__(self, name: str, field: str, amounts: dict[int, str], remarks: tuple[int, ...]) -> None:
        self.name, self.field, self.amounts, self.remarks = name, field, amounts, remarks
        self.keys = ((name, ""),)

    def write(self, data: Data, out: list[str]) -> None:
        found = data.get(self.field)
        if not found:
            return
        elements = [self.name, *[""] * max(*self.amounts, *self.remarks)]
        for element, name in self.amounts.items():
            if name in (found.get("amounts") or {}):
                elements[element] = number(found["amounts"][name])
        for element, remark in zip(self.remarks, found.get("remarks") or (), strict=False):
            elements[element] = text(remark)
        if self.name == "MIA" and not elements[1]:
            elements[1] = "0"
        out.append(joined(elements))

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        found = dict(enumerate(elements))
        amounts = {name: found[element] for element, name in self.amounts.items() if found.get(element)}
        remarks = [found[element] for element in self.remarks if found.get(element)]
        data[self.field] = {key: value for key, value in (("amounts", amounts), ("remarks", remarks)) if value}
        here.note(self.field, self.name)


def other_payer(professional: bool) -> Loop:
    """2320 with 2330A to 2330G (professional) or 2330I (institutional)."""
    opening = Plain(
        "SBR",
        coded("sequence", 1, codes.SEQUENCES, default="unknown"),
        coded("subscriber.relationship", 2, codes.RELATIONSHIPS, default="self"),
        *subscriber_slots(professional, "subscriber", ""),
        always=True,
        key=False,
    )
    amounts = [amount("paid", "D"), amount("non_covered", "A8"), amount("remaining_liability", "EAF")]
    if not professional:
        amounts = [amounts[0], amounts[2], amounts[1]]
    agreed = Plain(
        "OI*",
        coded("signatures.benefits_assigned", 3, codes.BENEFITS, default="yes"),
        *([slot("signatures.patient", 4)] if professional else []),
        coded("signatures.release", 6, codes.RELEASE, default="signed"),
        always=True,
        key=False,
    )
    inpatient = Medicare("MIA", "inpatient", codes.ADJUDICATION_INPATIENT, codes.REMARKS_INPATIENT)
    outpatient = Medicare("MOA", "outpatient", codes.ADJUDICATION_OUTPATIENT, codes.REMARKS_OUTPATIENT)
    person = Loop("2330A", Named("IL", "1", "MI", "id"), Street(), reference("ssn", "SY"))
    payer = Loop(
        "2330B",
        Plain("NM1*PR*2", slot("name", 3), coded("id_type", 8, codes.ID_TYPES, default="payer"), slot("id", 9)),
        Street(),
        dated("remittance_date", "573"),
        Numbers(codes.PAYER_IDS),
        reference("tax_id", "EI"),
        reference("prior_authorization", "G1"),
        reference("referral_number", "9F"),
        Plain("REF*T4", slot("adjusted", 2, kind="flag")),
        reference("claim_control_number", "F8"),
    )
    providers = OTHER_PROVIDERS_PROFESSIONAL if professional else OTHER_PROVIDERS_INSTITUTIONAL
    return Loop(
        "2320",
        opening,
        Adjustments(),
        *amounts,
        agreed,
        *([] if professional else [inpatient]),
        outpatient,
        inner("subscriber", person),
        inner("payer", payer),
        *(
            inner(f"providers.{role}", Loop(loop, Named(entity, alone), Numbers(codes.PROVIDER_IDS)))
            for role, entity, alone, loop in providers
        ),
    )


class Adjudicated(Plain):
    """SVD: what the other payer took the service for and paid."""

    def __init__(self) -> None:
        super().__init__(
            "SVD",
            slot("payer", 1),
            slot("paid", 2, kind="money"),
            slot("code_type", 3, 1),
            slot("code", 3, 2),
            *(slot(f"modifiers.{at}", 3, at + 3) for at in range(4)),
            slot("description", 3, 7),
            slot("revenue_code", 4),
            slot("units", 5, kind="number"),
            slot("bundled_line", 6, kind="integer"),
            key=False,
        )

    def write(self, data: Data, out: list[str]) -> None:
        local = {**data, "modifiers": {str(at): item for at, item in enumerate(data.get("modifiers") or ())}}
        if local.get("code"):
            local.setdefault("code_type", "HC")
        super().write(local, out)

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        super().read(elements, data, here)
        data["modifiers"] = list(data.get("modifiers", {}).values())


def line_adjudication() -> Loop:
    """2430."""
    return Loop("2430", Adjudicated(), Adjustments(), dated("date", "573"), amount("remaining_liability", "EAF"))
