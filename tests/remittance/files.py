"""Answers of a made-up payer, as bytes."""

from __future__ import annotations

ISA = (
    "ISA*00*          *00*          *ZZ*PAYERONE       *ZZ*CLINIC         *260220*0900*^*00501*000000001*0*T*:~"
    "GS*{kind}*PAYERONE*CLINIC*20260220*0900*1*X*{guide}~"
)
HEAD = (
    "BPR*{handling}*{deposit}*C*{method}*CCP*01*011000015*DA*12345*1512345678**01*021000021*DA*98765*20260220~"
    "TRN*1*EFT777*1512345678~DTM*405*20260219~N1*PR*PAYER ONE~N3*1 PAY ST~N4*CITY*OH*44101~PER*BL*DESK*TE*5555550000~"
    "N1*PE*CLINIC*XX*1234567893~LX*1~"
)
PATIENT = "NM1*QC*1*DOE*JANE****MI*MEMBER1~"


def interchange(kind: str, guide: str, body: str) -> bytes:
    """One transaction set in its envelope; ``body`` is what stands between ST and SE."""
    st = {"HP": "835", "FA": "999", "HN": "277"}[kind]
    version = "" if kind == "HP" else f"*{guide}"
    count = body.count("~") + 2
    text = f"{ISA.format(kind=kind, guide=guide)}ST*{st}*0001{version}~{body}SE*{count}*0001~GE*1*1~IEA*1*000000001~"
    return text.encode()


def remittance(deposit: str, body: str) -> bytes:
    """One 835 with these claims and provider adjustments."""
    zero = deposit == "0"
    head = HEAD.format(handling="H" if zero else "I", deposit=deposit, method="NON" if zero else "ACH")
    return interchange("HP", "005010X221A1", head + body)


def claim(control: str, status: str, charge: str, paid: str, share: str = "", number: str = "PCN1", filing: str = "12") -> str:
    return f"CLP*{control}*{status}*{charge}*{paid}*{share}*{filing}*{number}*11*1~{PATIENT}"


def line(
    code: str, charge: str, paid: str, adjustments: str = "", own: str = "", remarks: str = "", day: str = "20260104"
) -> str:
    parts = [f"SVC*HC:{code}*{charge}*{paid}**1~", "DTM*472*20260104~"]
    parts += [f"CAS*{text}~" for text in adjustments.split(";") if text]
    parts += [f"REF*6R*{own}~"] if own else []
    parts += [f"LQ*HE*{remark}~" for remark in remarks.split()]
    return "".join(parts)
