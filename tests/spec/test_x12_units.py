"""X12 units: a claim at a time with what encloses it; all segments of all units are the file; memory stays flat."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

from farr import x12
from farr.x12.syntax import emit

HEAD = (
    "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260105*1253*^*00501*000000905*0*T*:~"
    "GS*HC*SENDER*RECEIVER*20260105*1253*1*X*005010X222A1~ST*837*0001*005010X222A1~BHT*0019*00*B1*20260105*1200*CH~"
    "NM1*41*2*ACME BILLING*****46*123456789~PER*IC*J DOE*TE*5555551212~NM1*40*2*PAYER*****46*99999~HL*1**20*1~"
    "PRV*BI*PXC*207Q00000X~NM1*85*2*CLINIC*****XX*1234567893~N3*1 MAIN ST~N4*TOWN*OH*441010000~REF*EI*123456789~"
)
CLAIM = (
    "HL*2*1*22*0~SBR*P*18*******MB~NM1*IL*1*DOE*JANE****MI*1EG4TE5MK73~N3*2 ELM ST~N4*TOWN*OH*44101~DMG*D8*19450102*F~"
    "NM1*PR*2*MEDICARE*****PI*15202~CLM*ACCT1*150***11:B:1*Y*A*Y*Y~HI*ABK:I10*ABF:E119~NM1*82*1*ROE*RICHARD****XX*1245319599~"
    "LX*1~SV1*HC:99213:25*100*UN*1***1:2~DTP*472*D8*20260104~LX*2~SV1*HC:93000*50*UN*1***1~DTP*472*D8*20260104~"
)
TAIL = "SE*{}*0001~GE*1*1~IEA*1*000000905~"


def test_a_claim_knows_its_lines_and_what_encloses_it() -> None:
    data = (HEAD + CLAIM + CLAIM + TAIL.format(44)).encode()
    first, second = list(x12.units(data))
    assert (first.kind, first.number, second.number) == ("claim", 1, 2)
    claim = first.loop.get("CLM")
    assert claim is not None and claim.get(2) == "150" and claim.parts(5) == ["11", "B", "1"]
    assert [line.get("SV1").parts(1)[1] for line in first.loop.children("2400")] == ["99213", "93000"]  # type: ignore[union-attr]
    subscriber = first.loop.ancestor("2000B")
    assert subscriber is not None and subscriber.child("2010BA") is not None
    assert first.root.get("BHT") is not None
    assert first.to_dict()["segments"][-1]["loop"] == "2400"
    assert b"".join(piece for unit in (first, second) for piece in emit(unit.segments)) == data


def test_transactions_group_the_units_of_a_set() -> None:
    data = (HEAD + CLAIM + TAIL.format(28)).encode()
    sets = list(x12.transactions(data + data))
    assert [len(one.units) for one in sets] == [1, 1]
    assert [one.envelope.number for one in sets] == [1, 2]


class Endless:
    """A file of many claims that is never whole in memory."""

    def __init__(self, claims: int) -> None:
        self.pieces: Iterator[bytes] = iter([HEAD.encode(), *([CLAIM.encode() * 100] * (claims // 100)), TAIL.encode()])

    def read(self, _size: int = -1) -> bytes:
        return next(self.pieces, b"")


def test_memory_is_flat() -> None:
    peaks = []
    for claims in (1000, 8000):
        tracemalloc.start()
        assert sum(1 for _ in x12.units(Endless(claims))) == claims  # type: ignore[arg-type]
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 4  # linear growth would be 8 times
