"""The code set: exact, dated, with its notes inherited."""

from __future__ import annotations

import datetime as dt
import importlib.util
from pathlib import Path

import pytest

from farr.errors import TableMissing, UnknownCode, UnreadableInput
from farr.pipeline.lookup import lookup
from farr.records import Manifest
from farr.tables import as_of, dotted, installed
from farr.tables.as_of import choose_among
from farr.tables.loaders._order_file import read_code_list
from farr.tables.loaders._tabular import read_tabular
from farr.tables.sets import table_set
from farr.tables.source import Source


def test_codes_are_those_of_the_official_list_both_ways(icd10cm):
    spec = importlib.util.find_spec("simple_icd_10_cm")
    assert spec is not None and spec.origin is not None
    known = read_code_list(Source(Path(spec.origin).parent / "data" / "code-list-April-2026.txt"))
    parents = {code[:cut] for code in known for cut in range(3, len(code))}
    stems = {code[:6].rstrip("X") for code in known if len(code) == 7}
    billable = {node.code.replace(".", "") for node in icd10cm.nodes.values() if node.billable}
    assert len(billable) == 74_719
    assert billable <= known.keys()
    assert not [code for code in known.keys() - billable if code not in parents and code not in stems]


def test_the_kit_lists_the_same_codes(icd10cm, kit):
    import gzip

    with gzip.open(kit / "official" / "icd10cm_codes_2026.txt.gz", "rt") as handle:
        official = set(handle.read().split())
    assert official == {node.code.replace(".", "") for node in icd10cm.nodes.values() if node.billable}


@pytest.mark.parametrize(
    ("code", "valid"),
    [("E11.9", True), ("e119", True), ("E11", False), ("S93.401A", True), ("S93.401", False), ("W19.XXXA", True),
     ("S06.0X7D", False), ("QA0.0101", True), ("I10", True), ("nonsense", False)],
)  # fmt: skip
def test_validity(icd10cm, code, valid):
    assert icd10cm.is_valid(code) is valid


def test_dotted_accepts_both_forms_and_rejects_what_is_no_code():
    assert dotted(" e119 ") == "E11.9"
    assert dotted("I10") == "I10"
    assert dotted("12345") is None
    assert dotted("E11.99999") is None


def test_notes_are_inherited_with_their_origin(icd10cm):
    notes = icd10cm.notes("E11.9")
    assert any(note.kind == "use-additional" and note.origin == "E11" for note in notes)
    assert any(note.kind == "excludes1" and note.origin == "E11" for note in notes)
    assert not any(note.kind == "inclusion-term" and note.origin != "E11.9" for note in notes)


def test_seventh_characters_come_from_the_nearest_definition(icd10cm):
    assert set(icd10cm.seventh_characters("S93.401A")) == {"A", "D", "S"}
    assert "K" in icd10cm.seventh_characters("S52.501")
    assert icd10cm.seventh_characters("I10") == {}


def test_expanded_titles_carry_the_meaning_of_their_character(icd10cm):
    assert icd10cm.title("S93.401A") == "Sprain of unspecified ligament of right ankle, initial encounter"


def test_manifest_names_the_release():
    manifest = next(m for m in installed("icd-10-cm") if m.release == "FY2026-04")
    assert manifest.rows == 74_719
    assert len(manifest.source_sha256) == 64
    assert "public domain" in manifest.licence


def _manifest(release: str, first: str, last: str | None) -> Manifest:
    return Manifest(
        set="icd-10-cm", release=release, publisher="p", title="t", licence="l", source_file="f", source_sha256="0",
        effective_from=dt.date.fromisoformat(first), effective_to=dt.date.fromisoformat(last) if last else None, rows=1,
        loader="l", loaded=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("date", "release", "warned"),
    [("2025-11-01", "FY2026-10", False), ("2026-03-31", "FY2026-10", False), ("2026-04-01", "FY2026-04", False),
     ("2026-09-30", "FY2026-04", False), ("2026-10-01", "FY2026-04", True)],
)  # fmt: skip
def test_the_release_in_force_on_the_date_answers(date, release, warned):
    manifests = [_manifest("FY2026-10", "2025-10-01", "2026-03-31"), _manifest("FY2026-04", "2026-04-01", "2026-09-30")]
    chosen, warning = choose_among(manifests, table_set("icd-10-cm"), dt.date.fromisoformat(date))
    assert (chosen.release, bool(warning)) == (release, warned)


def test_a_later_date_is_answered_with_a_warning_that_names_the_missing_release():
    assert "FY2027" in as_of(dt.date(2026, 11, 23)).warnings[0]


def test_a_date_before_any_release_is_an_error():
    with pytest.raises(TableMissing, match="FY2020"):
        as_of(dt.date(2020, 1, 1))


def test_an_unknown_code_offers_the_nearest_ones():
    with pytest.raises(UnknownCode) as caught:
        lookup("E11.99")
    assert caught.value.nearest[0] == "E11.9"


def test_broken_xml_is_refused_with_its_place(tmp_path):
    broken = tmp_path / "tabular.xml"
    broken.write_text("<ICD10CM.tabular><chapter>", encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"tabular\.xml"):
        read_tabular(Source(broken))
    broken.write_text("<other/>", encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"ICD10CM\.tabular"):
        read_tabular(Source(broken))


def test_a_look_up_of_less_than_a_category_leaves_the_hierarchy_alone(icd10cm):
    before = icd10cm.children("S72")
    assert icd10cm.get("") is None
    assert icd10cm.get("S7") is None
    assert icd10cm.children("S72") == before
    assert len(set(before)) == len(before)
