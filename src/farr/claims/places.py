"""Settings, places of service and types of bill: which goes with which, both ways.

Source: CMS place-of-service code set; the digits of the type of bill as CMS publishes them (Medicare Claims Processing Manual,
chapter 25, form locator 4).  An 837 carries no setting, so reading derives it, and derives it the same way for every file.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from farr.records import ServiceLine, Setting

PLACES: dict[str, str] = {
    "office": "11", "outpatient": "22", "telehealth": "10", "home": "12", "urgent-care": "20", "emergency": "23",
    "observation": "22", "ambulatory-surgery": "24", "inpatient": "21", "inpatient-psychiatric": "51",
    "inpatient-rehabilitation": "61", "long-term-care-hospital": "21", "skilled-nursing": "31", "nursing-facility": "32",
    "home-health": "12", "hospice": "34", "laboratory": "81", "imaging": "11",
}  # fmt: skip
SETTINGS = {
    **{place: setting for setting, place in reversed(PLACES.items())},
    "02": "telehealth", "19": "outpatient", "52": "outpatient", "53": "outpatient", "62": "outpatient", "65": "outpatient",
    "26": "outpatient", "56": "inpatient-psychiatric", "13": "home", "14": "home", "16": "home", "33": "nursing-facility",
    "54": "nursing-facility",
}  # fmt: skip
INPATIENT_PLACES = ("21", "51", "61")
BILLS = {
    "11": "inpatient", "12": "inpatient", "41": "inpatient", "13": "outpatient", "14": "laboratory", "18": "skilled-nursing",
    "21": "skilled-nursing", "22": "skilled-nursing", "23": "skilled-nursing", "32": "home-health", "33": "home-health",
    "34": "home-health", "65": "nursing-facility", "66": "nursing-facility", "81": "hospice", "82": "hospice",
    "83": "ambulatory-surgery",
}  # fmt: skip
INPATIENT_BILLS = ("11", "12", "18", "21", "22", "41", "65", "66")
ADMITTED_BILLS = ("11", "12", "18", "21", "22", "32", "33", "34", "41", "65", "66", "81", "82")
HOSPITALS = {
    "283Q": "inpatient-psychiatric", "273R": "inpatient-psychiatric", "283X": "inpatient-rehabilitation",
    "273Y": "inpatient-rehabilitation", "282E": "long-term-care-hospital",
}  # fmt: skip


def setting_of_place(place: str) -> Setting:
    """The setting of a professional claim by its place of service; ``office`` for places that are no facility."""
    return cast("Setting", SETTINGS.get(place, "office"))


def setting_of_bill(bill: str, lines: Iterable[ServiceLine], taxonomy: str | None) -> Setting:
    """The setting of an institutional claim: by its type of bill (two digits), for an outpatient bill by the revenue codes of
    emergency (045x), observation (0762) and ambulatory surgery (049x), for a hospital by the kind of hospital that bills."""
    found = BILLS.get(bill, "outpatient")
    if found == "outpatient":
        revenue = [line.revenue_code or "" for line in lines]
        for prefix, setting in (("0762", "observation"), ("045", "emergency"), ("049", "ambulatory-surgery")):
            if any(code.startswith(prefix) for code in revenue):
                return cast("Setting", setting)
    if found == "inpatient":
        found = HOSPITALS.get((taxonomy or "")[:4], found)
    return cast("Setting", found)
