"""A diagnosis of one sex on a patient of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from farr.edits.context import Context, Fault

ID = "DEM-001"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = "Medicare Code Editor edit 5 (not in force for discharges from 2024-10-01); derived from chapters and titles"
FEMALE = re.compile(
    r"O|N7[0-7]|N8|N9[0-8]|C5[1-8]|D06|D07\.[0-3]|D2[5-8]|D39|Z3[2-79]|Z3A|Z30\.43|Z01\.41|Z12\.4|Q5[0-2]|R87|A34|B37\.3|N99\.2"
)
MALE = re.compile(r"N4[0-9]|N5[0-3]|C6[0-3]|D07\.[4-6]|D29|D40|Q5[345]|R86|B26\.0|A54\.23|Z12\.5|E29|E89\.5|F52\.21|F52\.4|N52")


def check(context: Context) -> Iterator[Fault]:
    sex = context.encounter.patient.sex if context.encounter.patient else None
    if sex not in ("female", "male"):
        return
    wrong = MALE if sex == "female" else FEMALE
    for diagnosis in context.valid:
        if wrong.match(diagnosis.code):
            yield Fault(
                diagnosis.where,
                (diagnosis.code,),
                f"{diagnosis.code} is coded for the {'male' if sex == 'female' else 'female'} sex; the patient's is {sex}",
                "verify the code and the registered sex; where both are right, keep them and expect a payer's question",
            )
