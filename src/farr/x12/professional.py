"""837P, 005010X222A1: the loops of one transaction set, in the order of the guide."""

from __future__ import annotations

from farr.records import Address, Claim, Name, Patient, Provider, Subscriber
from farr.x12.segments import clean, composite, day, number, segment

RELATIONSHIPS = {
    "spouse": "01", "child": "19", "employee": "20", "unknown": "21", "organ-donor": "39", "cadaver-donor": "40",
    "life-partner": "53", "other": "G8",
}  # fmt: skip
FILING = {
    "medicare": "MB", "medicaid": "MC", "commercial": "CI", "blue-cross": "BL", "tricare": "CH", "champus": "CH", "hmo": "HM",
    "workers-compensation": "WC", "auto": "AM", "veterans": "VA", "medicare-advantage": "16", "ppo": "12", "epo": "14",
    "disability": "DS", "federal-employees": "FI", "self-pay": "ZZ", "other": "ZZ",
}  # fmt: skip
SEX = {"female": "F", "male": "M", "unknown": "U"}


def hierarchy(claims: list[Claim]) -> list[str]:
    """Loops 2000A to 2400 for claims, one billing loop for each run of the same billing provider."""
    lines: list[str] = []
    level, billing_level, billing = 0, 0, None
    for claim in claims:
        if claim.billing_provider != billing:
            level += 1
            billing, billing_level = claim.billing_provider, level
            lines += [segment("HL", str(level), "", "20", "1"), *_billing(claim.billing_provider)]
        level += 1
        own = claim.subscriber.relationship == "self"
        lines += [segment("HL", str(level), str(billing_level), "22", "0" if own else "1"), *_subscriber(claim, own)]
        if not own:
            level += 1
            lines += [segment("HL", str(level), str(level - 1), "23", "0"), *_patient(claim)]
        lines += _claim(claim)
    return lines


def _billing(provider: Provider) -> list[str]:
    found = [segment("PRV", "BI", "PXC", clean(provider.taxonomy))] if provider.taxonomy else []
    found += [_party("85", provider), *_address(provider.address)]
    return [*found, segment("REF", "EI", clean(provider.tax_id or "").replace("-", ""))]


def _subscriber(claim: Claim, own: bool) -> list[str]:
    subscriber, payer = claim.subscriber, claim.payer
    filing = FILING.get((payer.kind or "").lower(), "ZZ")
    group = clean(subscriber.group_number or "", 50)
    found = [
        segment(
            "SBR",
            "P",
            "18" if own else "",
            group,
            "" if group else clean(subscriber.group_name or ""),
            "",
            "",
            "",
            "",
            filing,
        ),
        _person("IL", subscriber.name, "MI", subscriber.id or ""),
    ]
    if own:
        found += [*_address(subscriber.address), *_demographics(subscriber)]
    return [*found, segment("NM1", "PR", "2", clean(payer.name or ""), "", "", "", "", "PI", clean(payer.id or "", 80))]


def _patient(claim: Claim) -> list[str]:
    relationship = RELATIONSHIPS.get(claim.subscriber.relationship or "", "G8")
    return [
        segment("PAT", relationship),
        _person("QC", claim.patient.name),
        *_address(claim.patient.address),
        *_demographics(claim.patient),
    ]


def _claim(claim: Claim) -> list[str]:
    place = composite(claim.facility_code, "B", claim.frequency)
    found = [segment("CLM", claim.control_number, number(claim.total_charge), "", "", place, "Y", "A", "Y", "Y")]
    if claim.admission and claim.admission.date:
        found.append(segment("DTP", "435", "D8", day(claim.admission.date)))
    codes = [composite("ABF" if index else "ABK", d.code.replace(".", "").upper()) for index, d in enumerate(claim.diagnoses)]
    found.append(segment("HI", *codes))
    rendering = claim.rendering_provider
    if rendering and rendering.npi and rendering.npi != claim.billing_provider.npi:
        found.append(_party("82", rendering))
        if rendering.taxonomy:
            found.append(segment("PRV", "PE", "PXC", clean(rendering.taxonomy)))
    facility = claim.facility
    if facility and facility.name and facility.npi != claim.billing_provider.npi and facility.address:
        found += [_party("77", facility), *_address(facility.address)]
    for place_number, line in enumerate(claim.lines, 1):
        own_place = line.place_of_service if line.place_of_service != claim.facility_code else ""
        start = line.date or claim.from_
        found += [
            segment("LX", str(place_number)),
            segment(
                "SV1",
                composite("HC", clean(line.code or ""), *(clean(modifier) for modifier in line.modifiers[:4])),
                number(line.charge or claim.total_charge),
                "UN",
                number(line.units) if line.units is not None else "1",
                own_place or "",
                "",
                composite(*(str(pointer) for pointer in line.diagnosis_pointers[:4])),
            ),
            segment("DTP", "472", "RD8", f"{day(start)}-{day(line.through)}")
            if line.through and line.through != start
            else segment("DTP", "472", "D8", day(start)),
            segment("REF", "6R", str(place_number)),
        ]
    return found


def _party(entity: str, provider: Provider) -> str:
    npi = ("XX", clean(provider.npi)) if provider.npi else ("", "")
    if isinstance(provider.name, Name):
        return _person(entity, provider.name, *npi)
    return segment("NM1", entity, "2", clean(provider.name or ""), "", "", "", "", *npi)


def _person(entity: str, name: Name | str | None, qualifier: str = "", identity: str = "") -> str:
    person = name if isinstance(name, Name) else Name(family=name)
    return segment(
        "NM1", entity, "1", clean(person.family or ""), clean(person.given or "", 35), clean(person.middle or "", 25), "",
        clean(person.suffix or "", 10), qualifier, clean(identity, 80),
    )  # fmt: skip


def _address(address: Address | None) -> list[str]:
    place = address or Address()
    postal_code = clean(place.postal_code or "").replace("-", "").replace(" ", "")
    return [
        segment("N3", clean(place.line or "", 55), clean(place.line2 or "", 55)),
        segment("N4", clean(place.city or "", 30), clean(place.state or "", 2), postal_code),
    ]


def _demographics(person: Subscriber | Patient) -> list[str]:
    return [segment("DMG", "D8", day(person.birth_date), SEX[person.sex or "unknown"])] if person.birth_date else []
