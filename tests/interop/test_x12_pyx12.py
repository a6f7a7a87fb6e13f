"""pyx12 as the other side: the guides agree on structure, what we write it accepts, what it accepts we accept."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from farr.pipeline import x12 as pipeline
from farr.x12.acknowledge import Answer
from farr.x12.guides import dictionary, guide
from farr.x12.syntax import DEFAULT, segments
from tests.x12_samples import changed, file, problems

MAPS = {
    "005010X222A1": ("837", "837.5010.X222.A1.xml"),
    "005010X221A1": ("835", "835.5010.X221.A1.xml"),
    "005010X231A1": ("999", "999.5010X231.A1.xml"),
    "005010X214": ("277", "277.5010.X214.xml"),
}
ENVELOPE = {"ISA", "IEA", "GS", "GE", "TA1", "ST", "SE"}


def accepted(data: str) -> tuple[bool, str]:
    """pyx12's verdict and its acknowledgement."""
    import pyx12.params
    import pyx12.x12n_document

    answer = io.StringIO()
    logging.getLogger("pyx12").setLevel(logging.CRITICAL + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        verdict = pyx12.x12n_document.x12n_document(pyx12.params.params(), io.StringIO(data), answer, None, None)
    return bool(verdict), answer.getvalue()


def theirs(name: str) -> Iterator[ElementTree.Element]:
    import pyx12

    folder = Path(pyx12.__file__).parent / "map"
    yield from (one for one in ElementTree.parse(folder / name).getroot().iter("segment") if one.get("xid") not in ENVELOPE)


@pytest.mark.parametrize("version", MAPS)
def test_data_elements_agree(version: str) -> None:
    known = dictionary()
    for segment in theirs(MAPS[version][1]):
        mine = known.segments[segment.get("xid", "")]
        for element in segment.iter("element"):
            if element in list(segment) and element.findtext("seq"):
                place = int(element.findtext("seq", "0"))
                if place <= len(mine):
                    assert mine[place - 1].rstrip("^") == element.findtext("data_ele"), (segment.get("xid"), place)


@pytest.mark.parametrize("version", MAPS)
def test_our_guides_have_every_segment_of_theirs(version: str) -> None:
    kind, name = MAPS[version]
    ours = guide(version, kind, DEFAULT)
    assert ours is not None
    assert {segment.get("xid") for segment in theirs(name)} <= ours.identifiers


@pytest.mark.parametrize(
    "kind", ["professional", "secondary", "institutional", "remittance", "claim-acknowledgement", "implementation"]
)
def test_our_samples_are_valid_there(kind: str) -> None:
    assert accepted(file(kind))[0]


@pytest.mark.parametrize("to", ["999", "277CA"])
def test_our_acknowledgements_are_valid_there_and_here(to: str, tmp_path: Path) -> None:
    path = tmp_path / "claims.x12"
    path.write_text(changed("professional", "DTP*472*D8*20260504", "DTP*472*D8*20260230"))
    text, checked = pipeline.acknowledge(str(path), to, answer=Answer(12, dt.datetime(2026, 6, 2, 9, 30)))  # type: ignore[arg-type]
    assert checked.errors
    assert accepted(text)[0]
    assert problems(text) == []


def test_the_same_answers_as_theirs_on_single_defects(tmp_path: Path) -> None:
    """IK3, IK4 and IK5 of faults of syntax and guide are those of pyx12."""
    cases = [
        ("DTP*472*D8*20260504", "DTP*472*D8*20260230"), ("SE*29*0001", "SE*28*0001"), ("LX*1~", "ZZZ*1~\nLX*1~"),
        ("HI*ABK:I10*ABF:E119~\n", ""), ("11:B:1", "11:A:1"), ("*1200*CH", "*1260*CH"),
        ("NM1*IL*1*DOE*JANE****MI*M123456", "NM1*IL*1*DOE*JANE****MI*M"), ("BHT*0019*00", "BHT*0019*77"),
    ]  # fmt: skip
    for old, new in cases:
        text = changed("professional", old, new)
        path = tmp_path / "one.x12"
        path.write_text(text)
        answer, _ = pipeline.acknowledge(str(path), "999", answer=Answer(12, dt.datetime(2026, 6, 2, 9, 30)))
        verdict, other = accepted(text)
        assert not verdict
        assert _faults(answer) == _faults(other), (old, answer, other)


def _faults(acknowledgement: str) -> list[tuple[str, ...]]:
    found = []
    for segment in segments(acknowledgement.encode()):
        name = segment.id.replace("AK3", "IK3").replace("AK4", "IK4").replace("AK5", "IK5")
        if name == "IK3":
            found.append((name, segment.get(1), segment.get(2), segment.get(4)))
        elif name == "IK4":
            found.append((name, segment.get(1), segment.get(2), segment.get(3)))
        elif name == "IK5":
            found.append((name, *segment.elements[1:]))
        elif name == "AK9":
            found.append((name, segment.get(1)))
    return found


def test_the_kit_acknowledgements(kit: Path, tmp_path: Path) -> None:
    """The kit's cases are accepted or rejected as pyx12 does, with the same codes at the same places."""
    cases = json.loads((kit / "x12" / "pyx12" / "cases.json").read_text(encoding="utf-8"))
    compared = 0
    for name, case in cases.items():
        path = tmp_path / f"{name}.x12"
        path.write_text(case["source"])
        answer, _ = pipeline.acknowledge(str(path), "999", answer=Answer(12, dt.datetime(2026, 6, 2, 9, 30)))
        expected = case.get("res997") or case.get("resAck")
        if expected:
            compared += 1
            assert _faults(answer) == _faults(expected), name
    assert compared == 11
