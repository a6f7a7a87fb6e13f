"""X12 in one run with pyx12: validating and reading claims and remittances, and memory.

    python benchmarks/x12.py [--claims N] [--peer N]

Prints ratios: the machine's own speed cancels out.  The peer is timed on fewer claims, per claim.
"""

from __future__ import annotations

import argparse
import io
import logging
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator

from farr import x12
from farr.x12 import validate
from farr.x12.problems import Problem
from farr.x12.syntax import Segment
from farr.x12.tree import Envelope, Unit

FIRST = ("ANNA", "BEN", "CARA", "DAN", "EVA", "FINN", "GINA", "HUGO")
LAST = ("DOE", "ROE", "SMITH", "JONES", "MEYER", "ORTIZ", "CHEN", "NOVAK")
DIAGNOSES = ("E119", "I10", "N1830", "J45909", "M545", "Z7984", "R0602", "K219")
SERVICES = (("99213", "150"), ("83036", "40"), ("93000", "75"), ("36415", "12.5"), ("85025", "33"), ("80053", "61"))
HEAD = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260601*1253*^*00501*000000905*0*T*:~"


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}".rstrip("0").rstrip(".")


def _head(functional: str, guide: str, body: str) -> str:
    return f"{HEAD}GS*{functional}*SENDER*RECEIVER*20260601*1253*1*X*{guide}~{body}"


def _subscriber(number: int, level: int) -> str:
    first, last = FIRST[number % 8], LAST[number // 8 % 8]
    return (
        f"HL*{level}*1*22*0~SBR*P*18*******MB~NM1*IL*1*{last}*{first}****MI*M{number:09d}~N3*{number} ELM ST~"
        f"N4*TOWN*OH*{44101 + number % 50}~DMG*D8*19{30 + number % 60}0{1 + number % 9}1{number % 10}*{'FM'[number % 2]}~"
        "NM1*PR*2*MEDICARE*****PI*15202~"
    )


def professional(count: int) -> Iterator[str]:
    """A file of professional claims of three lines, piece by piece."""
    yield _head(
        "HC", "005010X222A1",
        "ST*837*0001*005010X222A1~BHT*0019*00*B1*20260601*1200*CH~NM1*41*2*ACME BILLING*****46*123456789~"
        "PER*IC*J DOE*TE*5555551212~NM1*40*2*PAYER*****46*99999~HL*1**20*1~PRV*BI*PXC*207Q00000X~"
        "NM1*85*2*CLINIC*****XX*1234567893~N3*1 MAIN ST~N4*TOWN*OH*441010000~REF*EI*123456789~",
    )  # fmt: skip
    segments = 11
    for number in range(count):
        lines, total = "", 0
        for line in range(3):
            code, charge = SERVICES[(number + line) % 6]
            total += round(float(charge) * 100)
            day = f"202605{1 + (number + line) % 28:02d}"
            lines += f"LX*{line + 1}~SV1*HC:{code}*{charge}*UN*1***{1 + line % 2}~DTP*472*D8*{day}~REF*6R*{number}{line}~"
        yield (
            f"{_subscriber(number, number + 2)}CLM*A{number}*{_money(total)}***11:B:1*Y*A*Y*Y~"
            f"HI*ABK:{DIAGNOSES[number % 8]}*ABF:{DIAGNOSES[(number + 3) % 8]}~NM1*82*1*ROE*RICHARD****XX*1245319599~"
            f"PRV*PE*PXC*207Q00000X~{lines}"
        )
        segments += 7 + 4 + 12
    yield f"SE*{segments + 1}*0001~GE*1*1~IEA*1*000000905~"


def institutional(count: int) -> Iterator[str]:
    """A file of inpatient claims of three lines, piece by piece."""
    yield _head(
        "HC", "005010X223A2",
        "ST*837*0001*005010X223A2~BHT*0019*00*B2*20260601*1200*CH~NM1*41*2*ACME BILLING*****46*123456789~"
        "PER*IC*J DOE*TE*5555551212~NM1*40*2*PAYER*****46*99999~HL*1**20*1~PRV*BI*PXC*282N00000X~"
        "NM1*85*2*TOWN HOSPITAL*****XX*1234567893~N3*1 MAIN ST~N4*TOWN*OH*441010000~REF*EI*123456789~",
    )  # fmt: skip
    segments = 11
    for number in range(count):
        start = f"202605{1 + number % 20:02d}"
        end = f"202605{4 + number % 20:02d}"
        yield (
            f"{_subscriber(number, number + 2).replace('*MB~', '*MA~')}CLM*A{number}*5000***11:A:1**A*Y*Y~DTP*096*TM*1400~"
            f"DTP*434*RD8*{start}-{end}~DTP*435*DT*{start}1030~CL1*1*1*01~HI*ABK:A419:::::::Y~HI*ABJ:R509~"
            f"HI*ABF:N179:::::::N*ABF:Z7984~HI*BE:80:::3~NM1*71*1*ROE*RICHARD****XX*1245319599~LX*1~SV2*0120**3000*DA*3~"
            f"LX*2~SV2*0300*HC:85025*1500*UN*2~DTP*472*D8*{start}~LX*3~SV2*0730*HC:93005*500*UN*1~DTP*472*D8*{start}~"
        )
        segments += 7 + 10 + 8
    yield f"SE*{segments + 1}*0001~GE*1*1~IEA*1*000000905~"


def remittance(count: int) -> Iterator[str]:
    """A remittance of payments of two services, piece by piece."""
    yield _head(
        "HP", "005010X221A1",
        f"ST*835*0001~BPR*I*{120 * count}*C*ACH*CCP*01*011000015*DA*12345*1512345678**01*021000021*DA*98765*20260601~"
        "TRN*1*EFT777*1512345678~DTM*405*20260531~N1*PR*PAYER ONE~N3*1 PAY ST~N4*CITY*OH*44101~"
        "PER*BL*TECH DESK*TE*5555550000~N1*PE*CLINIC*XX*1234567893~LX*1~",
    )  # fmt: skip
    for number in range(count):
        day = f"202605{1 + number % 28:02d}"
        yield (
            f"CLP*A{number}*1*150*120*20*MB*PCN{number}*11*1~NM1*QC*1*{LAST[number % 8]}*JANE****MI*M{number:09d}~"
            f"NM1*82*1*ROE*RICHARD****XX*1245319599~DTM*232*{day}~SVC*HC:99213:25*100*80**1~DTM*472*{day}~CAS*PR*2*20~"
            f"REF*6R*{number}1~AMT*B6*100~SVC*HC:93000*50*40**1~DTM*472*{day}~CAS*CO*45*10~REF*6R*{number}2~AMT*B6*40~"
        )
    yield f"SE*{10 + 14 * count + 1}*0001~GE*1*1~IEA*1*000000905~"


MAKERS: dict[str, Callable[[int], Iterator[str]]] = {
    "837P": professional, "837I": institutional, "835": remittance,
}  # fmt: skip


class Stream(io.RawIOBase):
    """A file that is made while it is read, so that its size costs no memory."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self.pieces, self.rest = pieces, b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        parts, length = [self.rest], len(self.rest)
        while length < size and (piece := next(self.pieces, None)) is not None:
            parts.append(piece.encode())
            length += len(piece)
        whole = b"".join(parts)
        self.rest = whole[size:]
        return whole[:size]


class Counter:
    """A listener that counts errors."""

    def __init__(self) -> None:
        self.errors = 0

    def problem(self, problem: Problem, _envelope: Envelope) -> None:
        self.errors += problem.severity == "error"

    def unit(self, unit: Unit) -> None:
        pass

    def set_end(self, envelope: Envelope, problems: list[Problem]) -> None:
        pass

    def control(self, segment: Segment) -> None:
        pass


def check(data: bytes) -> None:
    """Validate with farr; the file must be without errors."""
    counter = Counter()
    validate.run(data, counter)
    if counter.errors:
        sys.exit(f"the generated file has {counter.errors} errors")


def read(data: bytes) -> None:
    """Read to units and their segments."""
    for unit in x12.units(data):
        assert unit.loop.segments


def peer(data: bytes) -> None:
    """Validate with pyx12."""
    import pyx12.params
    import pyx12.x12n_document

    source, answer = io.StringIO(data.decode()), io.StringIO()
    if not pyx12.x12n_document.x12n_document(pyx12.params.params(), source, answer, None, None):
        sys.exit("the peer rejects the generated file")


def timed(work: Callable[[bytes], None], data: bytes) -> float:
    """Processor seconds of one run."""
    begun = time.process_time()
    work(data)
    return time.process_time() - begun


MEASURE = """
import resource, sys
sys.path.insert(0, {folder!r})
import x12 as bench
from farr.x12 import validate
counter = bench.Counter()
validate.run(bench.Stream(bench.professional({count})), counter)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def memory(count: int) -> int:
    """Peak memory in MB of a fresh process that validates claims as they are made."""
    code = MEASURE.format(folder=str(__file__).rpartition("/")[0] or ".", count=count)
    return int(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description="X12 against pyx12, in one run.")
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--peer", type=int, default=1_000, help="claims that the peer is timed on")
    parser.add_argument("--memory", type=int, default=100_000, help="claims of the memory run (0: skip)")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    for name, make in MAKERS.items():
        data = "".join(make(given.claims)).encode()
        small = "".join(make(given.peer)).encode()
        check("".join(make(10)).encode())
        theirs = timed(peer, small) / given.peer
        ours = min(timed(check, data) for _ in range(2)) / given.claims
        reading = min(timed(read, data) for _ in range(2)) / given.claims
        print(
            f"{name}: validate {1 / ours:,.0f}/s, pyx12 {1 / theirs:,.0f}/s, ratio {theirs / ours:.1f}; "
            f"read {1 / reading:,.0f}/s, ratio {theirs / reading:.1f}"
        )
    if given.memory:
        print(f"memory: {memory(1000)} MB for 1,000 claims, {memory(given.memory)} MB for {given.memory:,}")


if __name__ == "__main__":
    main()
