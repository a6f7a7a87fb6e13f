"""X12 syntax: delimiters are discovered, positions exact, bytes come back as they were, a cut file is seen to be cut."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farr.errors import UnreadableInput
from farr.x12.syntax import DEFAULT, Delimiters, emit, segments

ISA = ["ISA", "00", " " * 10, "00", " " * 10, "ZZ", "SENDER".ljust(15), "ZZ", "RECEIVER".ljust(15), "260105", "1253"]


def interchange(*body: str, delimiters: Delimiters = DEFAULT, line: str = "\n") -> bytes:
    head = [*ISA, delimiters.repetition, "00501", "000000905", "0", "T", delimiters.component]
    rows = [delimiters.element.join(head), *body, "IEA*1*000000905"]
    rows = [row if number == 0 else row.replace("*", delimiters.element) for number, row in enumerate(rows)]
    return "".join(row + delimiters.terminator + line for row in rows).encode("latin-1")


BODY = ("GS*HC*SENDER*RECEIVER*20260105*1253*1*X*005010X222A1", "ST*837*0001*005010X222A1", "SE*2*0001", "GE*1*1")


@pytest.mark.parametrize("line", ["", "\n", "\r\n", "  \n"])
@pytest.mark.parametrize("signs", ["*:^~", "|>!'", "\x1d\x1f\x1e\x1c", "*:^\n"])
def test_any_delimiters_and_line_breaks(signs: str, line: str) -> None:
    delimiters = Delimiters(*signs)
    data = interchange(*BODY, delimiters=delimiters, line=line)
    found = list(segments(data))
    assert [segment.id for segment in found] == ["ISA", "GS", "ST", "SE", "GE", "IEA"]
    assert found[0].delimiters == delimiters
    assert b"".join(emit(found)) == data
    for number, segment in enumerate(found, 1):
        assert segment.number == number
        assert data[segment.byte :].startswith(segment.text.encode("latin-1"))


def test_interchanges_with_delimiters_of_their_own_follow_each_other() -> None:
    other = Delimiters("|", ">", "!", "'")
    data = b"\xef\xbb\xbf" + interchange(*BODY) + interchange(*BODY, delimiters=other, line="") + interchange(*BODY)
    found = list(segments(io.BytesIO(data)))
    assert [segment.number for segment in found] == list(range(1, 19))
    assert {segment.delimiters.element for segment in found} == {"*", "|"}
    assert b"".join(emit(found)) == data


@given(st.integers(min_value=1, max_value=400))
def test_a_file_cut_at_any_byte_is_seen_to_be_cut(length: int) -> None:
    data = interchange(*BODY, line="\r\n").rstrip()
    cut = data[: min(length, len(data) - 1)]
    found = list(segments(cut))
    assert b"".join(emit(found)) == cut
    assert not found[-1].end or found[-1].id != "IEA"


def test_a_remittance_without_envelope_is_read_with_guessed_delimiters() -> None:
    found = list(segments(b"ST*835*1234~BPR*I*10~SE*3*1234~"))
    assert [segment.id for segment in found] == ["ST", "BPR", "SE"]


@pytest.mark.parametrize("data", [b"", b"   \n", b"%PDF-1.7", b"hello world", b"ISA" + b"x" * 700, b"MSH|^~\\&|A"])
def test_other_bytes_are_refused_with_the_place(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match="byte 0"):
        list(segments(data))


def test_text_behind_the_last_interchange_is_refused_after_what_was_whole() -> None:
    read: list[str] = []
    with pytest.raises(UnreadableInput, match="after segment 6"):
        read.extend(segment.id for segment in segments(interchange(*BODY) + b"surplus"))
    assert read == ["ISA", "GS", "ST", "SE", "GE", "IEA"]


def test_every_sample_of_the_kit_comes_back_byte_for_byte(kit: Path) -> None:
    files = [path for path in (kit / "x12").rglob("*") if path.suffix in {".x12", ".txt", ".837", ".837i", ".835"}]
    assert len(files) > 30
    for path in files:
        with path.open("rb") as stream:
            assert b"".join(emit(segments(stream))) == path.read_bytes(), path.name
