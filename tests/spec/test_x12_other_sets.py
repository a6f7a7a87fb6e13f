"""Eligibility, claim status and dental sets: read into loops by their guides, without a false fault."""

from __future__ import annotations

import pytest
from tests.x12_samples import ISA, problems

from farr import x12

SETS = {
    "270": (
        "HS", "005010X279A1",
        "ST*270*0001*005010X279A1~BHT*0022*13*T1*20260601*1200~HL*1**20*1~NM1*PR*2*PAYER*****PI*99999~HL*2*1*21*1~"
        "NM1*1P*2*CLINIC*****XX*1234567893~HL*3*2*22*0~TRN*1*93175*9876543210~NM1*IL*1*DOE*JANE****MI*M123456~"
        "DMG*D8*19450102~DTP*291*D8*20260601~EQ*30~",
    ),
    "271": (
        "HB", "005010X279A1",
        "ST*271*0001*005010X279A1~BHT*0022*11*T1*20260601*1200~HL*1**20*1~NM1*PR*2*PAYER*****PI*99999~HL*2*1*21*1~"
        "NM1*1P*2*CLINIC*****XX*1234567893~HL*3*2*22*0~TRN*2*93175*9876543210~NM1*IL*1*DOE*JANE****MI*M123456~"
        "N3*2 ELM ST~N4*TOWN*OH*44101~DMG*D8*19450102*F~DTP*346*D8*20260101~EB*1**30**GOLD~EB*B**98***27*20~"
        "EB*C*IND*30***23*500~DTP*292*D8*20260101~MSG*TEXT~LS*2120~NM1*PR*2*OTHER*****PI*12~LE*2120~",
    ),
    "276": (
        "HR", "005010X212",
        "ST*276*0001*005010X212~BHT*0010*13*T1*20260601*1200~HL*1**20*1~NM1*PR*2*PAYER*****PI*99999~HL*2*1*21*1~"
        "NM1*41*2*ACME*****46*123456789~HL*3*2*19*1~NM1*1P*2*CLINIC*****XX*1234567893~HL*4*3*22*0~DMG*D8*19450102*F~"
        "NM1*IL*1*DOE*JANE****MI*M123456~TRN*1*ACCT1~REF*1K*PCN1~AMT*T3*150~DTP*472*D8*20260504~",
    ),
    "277": (
        "HN", "005010X212",
        "ST*277*0001*005010X212~BHT*0010*08*T1*20260601*1200*DG~HL*1**20*1~NM1*PR*2*PAYER*****PI*99999~HL*2*1*21*1~"
        "NM1*41*2*ACME*****46*123456789~HL*3*2*19*1~NM1*1P*2*CLINIC*****XX*1234567893~HL*4*3*22*0~"
        "NM1*IL*1*DOE*JANE****MI*M123456~TRN*2*ACCT1~STC*F1:65*20260601**150*120~REF*1K*PCN1~DTP*472*D8*20260504~"
        "SVC*HC:99213*100*80****1~STC*F1:65*20260601~DTP*472*D8*20260504~",
    ),
    "837D": (
        "HC", "005010X224A2",
        "ST*837*0001*005010X224A2~BHT*0019*00*B1*20260601*1200*CH~NM1*41*2*ACME BILLING*****46*123456789~"
        "PER*IC*J DOE*TE*5555551212~NM1*40*2*PAYER*****46*99999~HL*1**20*1~PRV*BI*PXC*1223G0001X~"
        "NM1*85*2*CLINIC*****XX*1234567893~N3*1 MAIN ST~N4*TOWN*OH*441010000~REF*EI*123456789~HL*2*1*22*0~"
        "SBR*P*18*******CI~NM1*IL*1*DOE*JANE****MI*M123456~N3*2 ELM ST~N4*TOWN*OH*44101~DMG*D8*19450102*F~"
        "NM1*PR*2*PLAN*****PI*15202~CLM*ACCT1*150***11:B:1*Y*A*Y*Y~DTP*472*D8*20260504~"
        "NM1*82*1*ROE*RICHARD****XX*1245319599~PRV*PE*PXC*1223G0001X~LX*1~SV3*AD:D2150*100****1~TOO*JP*12*L:O~LX*2~"
        "SV3*AD:D1110*50****1~",
    ),
}  # fmt: skip
UNITS = {
    "270": ("eligibility", "2000C", {"2100C", "2110C"}),
    "271": ("eligibility", "2000C", {"2100C", "2110C", "2120C"}),
    "276": ("status", "2000D", {"2100D", "2200D"}),
    "277": ("status", "2000D", {"2100D", "2200D", "2220D"}),
    "837D": ("claim", "2300", {"2310B", "2400"}),
}


def _file(kind: str) -> str:
    functional, guide, body = SETS[kind]
    count = body.count("~") + 1
    group = f"GS*{functional}*SENDER*RECEIVER*20260601*1253*1*X*{guide}~"
    return f"{ISA}{group}{body}SE*{count}*0001~GE*1*1~IEA*1*000000905~"


@pytest.mark.parametrize("kind", SETS)
def test_a_set_is_read_into_its_loops(kind: str) -> None:
    (unit,) = x12.units(_file(kind).encode())
    expected, loop, inner = UNITS[kind]
    assert (unit.kind, unit.loop.id) == (expected, loop)
    assert inner <= {found.id for found, _, _ in unit.loop.walk()}
    assert all(node is not None for _, _, node in unit.loop.walk())


@pytest.mark.parametrize("kind", SETS)
def test_it_passes_and_a_missing_level_does_not(kind: str) -> None:
    text = _file(kind)
    assert problems(text) == []
    start = text.index("HL*2*1")
    assert "segment-missing" in {one.rule for one in problems(text[:start] + text[text.index("~", start) + 1 :])}
