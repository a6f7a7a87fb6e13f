"""Valid X12 sets of our own, and how the tests change them."""

from __future__ import annotations

from farr.x12 import validate
from farr.x12.problems import Problem
from farr.x12.syntax import Segment
from farr.x12.tree import Envelope, Unit

ISA = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260601*1253*^*00501*000000905*0*T*:~"
PROFESSIONAL = (
    "ST*837*0001*005010X222A1~BHT*0019*00*B1*20260601*1200*CH~NM1*41*2*ACME BILLING*****46*123456789~"
    "PER*IC*J DOE*TE*5555551212~NM1*40*2*PAYER*****46*99999~HL*1**20*1~PRV*BI*PXC*207Q00000X~"
    "NM1*85*2*CLINIC*****XX*1234567893~N3*1 MAIN ST~N4*TOWN*OH*441010000~REF*EI*123456789~HL*2*1*22*0~SBR*P*18*******CI~"
    "NM1*IL*1*DOE*JANE****MI*M123456~N3*2 ELM ST~N4*TOWN*OH*44101~DMG*D8*19450102*F~NM1*PR*2*PLAN*****PI*15202~"
    "CLM*ACCT1*150***11:B:1*Y*A*Y*Y~HI*ABK:I10*ABF:E119~NM1*82*1*ROE*RICHARD****XX*1245319599~PRV*PE*PXC*207Q00000X~LX*1~"
    "SV1*HC:99213:25*100*UN*1***1:2~DTP*472*D8*20260504~LX*2~SV1*HC:93000*50*UN*1***1~DTP*472*D8*20260504~SE*29*0001~"
)
SECONDARY = (
    "ST*837*0001*005010X222A1~BHT*0019*00*B1*20260601*1200*CH~NM1*41*2*ACME BILLING*****46*123456789~"
    "PER*IC*J DOE*TE*5555551212~NM1*40*2*PAYER*****46*99999~HL*1**20*1~NM1*85*2*CLINIC*****XX*1234567893~N3*1 MAIN ST~"
    "N4*TOWN*OH*441010000~REF*EI*123456789~HL*2*1*22*1~SBR*S********CI~NM1*IL*1*DOE*JANE****MI*SEC778899~"
    "NM1*PR*2*SECOND PLAN*****PI*60054~HL*3*2*23*0~PAT*19~NM1*QC*1*DOE*TIM~N3*2 ELM ST~N4*TOWN*OH*44101~DMG*D8*20150102*M~"
    "CLM*ACCT3*150***11:B:1*Y*A*Y*Y~HI*ABK:I10*ABF:E119~SBR*P*19*******BL~AMT*D*80~OI***Y***Y~NM1*IL*1*DOE*JOHN****MI*1EG4TE5~"
    "NM1*PR*2*FIRST PLAN*****PI*15202~REF*F8*PCN0001~LX*1~SV1*HC:99213*150*UN*1***1:2~DTP*472*D8*20260504~REF*6R*1~"
    "SVD*15202*80*HC:99213**1~CAS*CO*45*50~CAS*PR*2*20~DTP*573*D8*20260520~SE*37*0001~"
)
INSTITUTIONAL = (
    "ST*837*0001*005010X223A2~BHT*0019*00*B2*20260601*1200*CH~NM1*41*2*ACME BILLING*****46*123456789~"
    "PER*IC*J DOE*TE*5555551212~NM1*40*2*PAYER*****46*99999~HL*1**20*1~PRV*BI*PXC*282N00000X~"
    "NM1*85*2*TOWN HOSPITAL*****XX*1234567893~N3*1 MAIN ST~N4*TOWN*OH*441010000~REF*EI*123456789~HL*2*1*22*0~"
    "SBR*P*18*******CI~NM1*IL*1*DOE*JANE****MI*M123456~N3*2 ELM ST~N4*TOWN*OH*44101~DMG*D8*19450102*F~"
    "NM1*PR*2*PLAN*****PI*15201~CLM*ACCT2*5000***11:A:1**A*Y*Y~DTP*096*TM*1400~DTP*434*RD8*20260502-20260505~"
    "DTP*435*DT*202605021030~CL1*1*1*01~HI*ABK:A419:::::::Y~HI*ABJ:R509~HI*DR:871~"
    "HI*ABF:R6520:::::::Y*ABF:N179:::::::N*ABF:Z7984~HI*BBR:02HV33Z:D8:20260503~HI*BI:71:RD8:20260401-20260410~"
    "HI*BH:11:D8:20260430~HI*BE:80:::3~HI*BG:09~NM1*71*1*ROE*RICHARD****XX*1245319599~PRV*AT*PXC*207R00000X~"
    "NM1*72*1*POE*ANN****XX*1234567893~LX*1~SV2*0120**3000*DA*3~LX*2~SV2*0300*HC:85025*2000*UN*2~DTP*472*D8*20260503~"
    "SE*41*0001~"
)
REMITTANCE = (
    "ST*835*0001~BPR*I*118.73*C*ACH*CCP*01*011000015*DA*12345*1512345678**01*021000021*DA*98765*20260520~"
    "TRN*1*EFT777*1512345678~DTM*405*20260519~N1*PR*PAYER ONE~N3*1 PAY ST~N4*CITY*OH*44101~PER*BL*TECH DESK*TE*5555550000~"
    "N1*PE*CLINIC*XX*1234567893~LX*1~CLP*ACCT1*1*150*120*20*MB*PCN0001*11*1~NM1*QC*1*DOE*JANE****MI*1EG4TE5MK73~"
    "NM1*82*1*ROE*RICHARD****XX*1245319599~DTM*232*20260504~SVC*HC:99213:25*100*80**1~DTM*472*20260504~CAS*PR*2*20~"
    "REF*6R*1~AMT*B6*100~SVC*HC:93000*50*40**1~DTM*472*20260504~CAS*CO*45*10~REF*6R*2~AMT*B6*40~LQ*HE*M15~"
    "PLB*1234567893*20261231*WO:OLD1*1.27~SE*27*0001~"
)
CLAIM_ACKNOWLEDGEMENT = (
    "ST*277*0001*005010X214~BHT*0085*08*R1*20260602*0900*TH~HL*1**20*1~NM1*PR*2*PAYER*****PI*99999~TRN*1*PAYTRC1~"
    "DTP*050*D8*20260601~DTP*009*D8*20260602~HL*2*1*21*1~NM1*41*2*ACME BILLING*****46*123456789~TRN*2*B1~"
    "STC*A1:19:PR*20260602*WQ*150~QTY*90*1~AMT*YU*150~HL*3*2*19*1~NM1*85*2*CLINIC*****XX*1234567893~TRN*1*0~"
    "STC*A1:19:PR**WQ*150~HL*4*3*PT~NM1*QC*1*DOE*JANE****MI*M123456~TRN*2*ACCT1~STC*A2:20:PR*20260602*WQ*150~REF*1K*PCN0001~"
    "DTP*472*D8*20260504~SE*24*0001~"
)
IMPLEMENTATION = (
    "ST*999*0001*005010X231A1~AK1*HC*1*005010X222A1~AK2*837*0001*005010X222A1~IK3*DTP*25*2400*8~IK4*3*1251*8*20261345~IK5*R*5~"
    "AK2*837*0002*005010X222A1~IK5*A~AK9*P*2*2*1~SE*10*0001~"
)
KINDS = {
    "professional": (PROFESSIONAL, "HC", "005010X222A1"),
    "secondary": (SECONDARY, "HC", "005010X222A1"),
    "institutional": (INSTITUTIONAL, "HC", "005010X223A2"),
    "remittance": (REMITTANCE, "HP", "005010X221A1"),
    "claim-acknowledgement": (CLAIM_ACKNOWLEDGEMENT, "HN", "005010X214"),
    "implementation": (IMPLEMENTATION, "FA", "005010X231A1"),
}


def file(kind: str) -> str:
    """A valid file of one set, a segment a line."""
    body, functional, guide = KINDS[kind]
    whole = f"{ISA}GS*{functional}*SENDER*RECEIVER*20260601*1253*1*X*{guide}~{body}GE*1*1~IEA*1*000000905~"
    return whole.replace("~", "~\n")


def changed(kind: str, old: str, new: str, recount: bool = True) -> str:
    """A file with one text replaced (once); SE01 is made right again unless it is the defect."""
    text = file(kind)
    assert text.count(old) >= 1, f"{old} is not in the {kind} file"
    text = text.replace(old, new, 1)
    if recount and not old.startswith(("SE*", "ST*")):
        lines = text.splitlines()
        start = next(n for n, line in enumerate(lines) if line.startswith("ST*"))
        end = next((n for n, line in enumerate(lines) if line.startswith("SE*")), None)
        if end is not None:
            parts = lines[end].split("*")
            lines[end] = f"SE*{end - start + 1}*{parts[2]}"
        text = "\n".join(lines) + "\n"
    return text


class Gathered:
    """A listener that keeps everything."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def problem(self, problem: Problem, _envelope: Envelope) -> None:
        self.problems.append(problem)

    def unit(self, unit: Unit) -> None: ...

    def set_end(self, envelope: Envelope, problems: list[Problem]) -> None: ...

    def control(self, segment: Segment) -> None: ...


def problems(text: str | bytes, codes: validate.CodeSets | None = None) -> list[Problem]:
    """What the check finds, errors only."""
    listener = Gathered()
    validate.run(text.encode("latin-1") if isinstance(text, str) else text, listener, codes)
    return [problem for problem in listener.problems if problem.severity == "error"]
