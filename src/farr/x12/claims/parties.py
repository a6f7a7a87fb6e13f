"""Names, addresses, contacts and numbers of the parties of a claim, and the loops that hold them."""

from __future__ import annotations

from farr.x12.claims import codes
from farr.x12.claims.codec import Data, Here, Loop, Part, Plain, Slot, coded, inner, joined, slot, text
from farr.x12.segments import ELEMENT

NAME_PARTS = (("family", 3), ("given", 4), ("middle", 5), ("suffix", 7))


class Named(Part):
    """NM1: a structured name is a person (1), a plain one an organisation (2), no name what ``alone`` says."""

    def __init__(self, entity: str, alone: str = "2", qualifier: str = "", identity: str = "") -> None:
        self.entity, self.alone, self.qualifier, self.identity = entity, alone, qualifier, identity
        self.keys = (("NM1", entity),)

    def write(self, data: Data, out: list[str]) -> None:
        elements = ["NM1", self.entity, self.alone, "", "", "", "", "", "", ""]
        name = data.get("name")
        if isinstance(name, dict):
            elements[2] = "1"
            for part, element in NAME_PARTS:
                elements[element] = text(name.get(part) or "")
        elif name:
            elements[2], elements[3] = "2", text(name)
        if self.identity and data.get(self.identity):
            elements[8], elements[9] = self.qualifier, text(data[self.identity])
        out.append(joined(elements))

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        found = dict(enumerate(elements))
        if found.get(2) == "1":
            name = {part: found[element] for part, element in NAME_PARTS if found.get(element)}
            for part, element in NAME_PARTS:
                if found.get(element):
                    here.note(f"name/{part}", "NM1", element)
            if name:
                data["name"] = name
        elif found.get(3):
            data["name"] = found[3]
        here.note("name", "NM1", 3)
        if self.identity and found.get(9):
            data[self.identity] = found[9]
            here.note(self.identity, "NM1", 9)


class Street(Part):
    """N3 and N4."""

    keys = (("N3", ""), ("N4", ""))

    def __init__(self, field: str = "address") -> None:
        self.field = field

    def write(self, data: Data, out: list[str]) -> None:
        address = data.get(self.field)
        if not address:
            return
        get = address.get
        if get("line"):
            out.append(joined(["N3", text(get("line")), text(get("line2") or "")]))
        places = [text(get(key) or "") for key in ("city", "state", "postal_code", "country")]
        out.append(joined(["N4", *places, "", "", text(get("subdivision") or "")]))

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        address = data.setdefault(self.field, {})
        names = ("line", "line2") if elements[0] == "N3" else ("city", "state", "postal_code", "country", "", "", "subdivision")
        for element, name in enumerate(names, 1):
            if name and element < len(elements) and elements[element]:
                address[name] = elements[element]
                here.note(f"{self.field}/{name}", elements[0], element)


class Contact(Part):
    """PER: a contact with telephone, extension, fax and electronic mail; three numbers a segment."""

    keys = (("PER", "IC"),)
    NUMBERS = (("telephone", "TE"), ("extension", "EX"), ("fax", "FX"), ("email", "EM"))

    def __init__(self, when: str = "") -> None:
        self.when = when

    def write(self, data: Data, out: list[str]) -> None:
        if self.when and not data.get(self.when):
            return
        pairs = [(code, text(data[field])) for field, code in self.NUMBERS if data.get(field)]
        for start in range(0, len(pairs), 3):
            name = text(data.get("contact") or "") if start == 0 else ""
            out.append(joined(["PER", "IC", name, *(part for pair in pairs[start : start + 3] for part in pair)]))

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        if len(elements) > 2 and elements[2]:
            data["contact"] = elements[2]
            here.note("contact", "PER", 2)
        fields = {code: field for field, code in self.NUMBERS}
        for place in range(3, len(elements) - 1, 2):
            if elements[place] in fields:
                data[fields[elements[place]]] = elements[place + 1]
                here.note(fields[elements[place]], "PER", place + 1)


class Numbers(Part):
    """REF: further numbers of a party, each with its qualifier and, on a line, the payer that gave it."""

    def __init__(self, qualifiers: tuple[str, ...], field: str = "secondary_ids") -> None:
        self.qualifiers, self.field = qualifiers, field
        self.keys = tuple(("REF", qualifier) for qualifier in qualifiers)

    def write(self, data: Data, out: list[str]) -> None:
        for item in data.get(self.field) or ():
            payer = f"2U:{text(item['payer'])}" if item.get("payer") else ""
            out.append(joined(["REF", text(item["qualifier"]), text(item["value"]), "", payer]))

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        found = data.setdefault(self.field, [])
        item = {"qualifier": elements[1], "value": elements[2] if len(elements) > 2 else ""}
        if len(elements) > 4 and here.separator in elements[4]:
            item["payer"] = elements[4].split(here.separator)[1]
        here.note(f"{self.field}/{len(found)}", "REF", 2)
        found.append(item)


class TaxId(Part):
    """REF EI or SY, nine digits."""

    keys = (("REF", "EI"), ("REF", "SY"))

    def write(self, data: Data, out: list[str]) -> None:
        if data.get("tax_id"):
            out.append(ELEMENT.join(["REF", codes.TAX_IDS[data.get("tax_id_type") or "employer"], text(data["tax_id"])]))

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        data["tax_id"] = elements[2] if len(elements) > 2 else ""
        data["tax_id_type"] = "employer" if elements[1] == "EI" else "social-security"
        here.note("tax_id", "REF", 2)


def reference(field: str, qualifier: str) -> Plain:
    return Plain(f"REF*{qualifier}", slot(field, 2))


def dated(field: str, qualifier: str) -> Plain:
    return Plain(f"DTP*{qualifier}*D8", slot(field, 3, kind="day"))


def amount(field: str, qualifier: str) -> Plain:
    return Plain(f"AMT*{qualifier}", slot(field, 2, kind="money"))


def taxonomy(role: str) -> Plain:
    return Plain(f"PRV*{role}*PXC", slot("taxonomy", 3))


DEMOGRAPHICS = Plain("DMG*D8", slot("birth_date", 2, kind="day"), coded("sex", 3, codes.SEX))
DEMOGRAPHICS.keys = (("DMG", "D8"),)


def provider(loop: str, entity: str, alone: str, *, role: str = "", address: bool = False, contact: bool = False) -> Loop:
    """The loop of a provider other than the billing one."""
    parts: list[Part] = [Named(entity, alone, "XX", "npi")]
    if role:
        parts.append(taxonomy(role))
    if address:
        parts.append(Street())
    parts.append(Numbers(codes.PROVIDER_IDS))
    if contact:
        parts.append(Contact())
    return Loop(loop, *parts)


def place(loop: str, entity: str) -> Loop:
    return Loop(loop, Named(entity), Street())


def billing(professional: bool) -> Loop:
    """2000A and 2010AA to AC."""
    numbers = [Numbers(("0B", "1G"))] if professional else []
    who = Loop("2010AA", Named("85", "2", "XX", "npi"), Street(), TaxId(), *numbers, Contact())
    pay_to = Loop("2010AB", Named("87"), Street())
    plan = Loop(
        "2010AC",
        Plain("NM1*PE*2", slot("name", 3), coded("id_type", 8, codes.ID_TYPES, default="payer"), slot("id", 9)),
        Street(),
        Numbers(codes.PAYER_IDS),
        reference("tax_id", "EI"),
    )
    return Loop(
        "2000A",
        Plain("PRV*BI*PXC", slot("billing_provider.taxonomy", 3)),
        inner("billing_provider", who),
        inner("pay_to", pay_to),
        inner("pay_to_plan", plan),
    )


def subscriber_slots(professional: bool, holder: str, payer: str) -> tuple[Slot, ...]:
    filing = codes.FILING_PROFESSIONAL if professional else codes.FILING_INSTITUTIONAL
    found = [slot(f"{holder}.group_number", 3), slot(f"{holder}.group_name", 4)]
    if professional:
        found.append(slot(f"{holder}.insurance_type", 5))
    return (*found, coded(f"{payer}.kind" if payer else "kind", 9, filing, default="other"))


def subscriber(professional: bool) -> Loop:
    """2000B, 2010BA and 2010BB."""
    person: list[Part] = [Named("IL", "1", "MI", "id"), Street(), DEMOGRAPHICS, reference("ssn", "SY"),
                          reference("property_casualty_number", "Y4")]  # fmt: skip
    if professional:
        person.append(Contact("property_casualty_number"))
    own = Plain(
        "SBR",
        coded("payer.sequence", 1, codes.SEQUENCES, default="primary"),
        coded("own", 2, {"self": "18"}),
        *subscriber_slots(professional, "subscriber", "payer"),
        always=True,
        key=False,
    )
    payer = Loop(
        "2010BB",
        Plain("NM1*PR*2", slot("name", 3), coded("id_type", 8, codes.ID_TYPES, default="payer"), slot("id", 9)),
        Street(),
        Numbers(codes.PAYER_IDS),
        reference("tax_id", "EI"),
        Numbers(("G2", "LU"), "provider_ids"),
    )
    about = [about_patient("PAT", "own_patient")] if professional else []
    return Loop("2000B", own, *about, inner("subscriber", Loop("2010BA", *person)), inner("payer", payer))


def about_patient(fixed: str, field: str, *first: Slot, always: bool = False) -> Plain:
    """PAT: relationship, date of death, weight in pounds, pregnancy."""
    return Plain(
        fixed,
        *first,
        slot(f"{field}.death_date", 6, kind="day", also=((5, "D8"),)),
        slot(f"{field}.weight", 8, kind="number", also=((7, "01"),)),
        slot(f"{field}.pregnant", 9, kind="flag"),
        always=always,
        key=False,
    )


def patient(professional: bool) -> Loop:
    """2000C and 2010CA."""
    relationship = coded("subscriber.relationship", 1, codes.RELATIONSHIPS)
    about = (
        about_patient("PAT", "patient", relationship, always=True)
        if professional
        else Plain("PAT", relationship, always=True, key=False)
    )
    person: list[Part] = [Named("QC", "1"), Street(), DEMOGRAPHICS, reference("property_casualty_number", "Y4"),
                          reference("ssn", "SY")]  # fmt: skip
    if professional:
        person.append(Contact("property_casualty_number"))
    return Loop("2000C", about, inner("patient", Loop("2010CA", *person)))
