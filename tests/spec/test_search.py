"""Words to codes: order, typos, unfinished words, filters, and why each hit matched."""

from __future__ import annotations

import datetime as dt

import pytest

import farr
from farr.errors import TableMissing, UsageError
from farr.tables.search import Search
from farr.tables.search.bits import lowest
from farr.tables.search.forms import forms_of, stem
from farr.tables.search.sets import Entry, Wording


def codes(words, n=5, **filters):
    return [hit.code for hit in farr.search(words, n, **filters)]


@pytest.mark.parametrize(
    ("words", "code"),
    [("pain in right knee", "M25.561"), ("knee pain right", "M25.561"), ("diabetic neuropaty", "E11.40"), ("UTI", "N39.0"),
     ("migrane with aura", "G43.1"), ("arthritis, rheumatoid", "M06.9"), ("renal failure", "N19"), ("kidney failure", "N19"),
     ("haemorrhoids", "K64"), ("heart atack", "I21.9"), ("cholecystit", "K81"), ("stenotic aortic valve", "I35.0"),
     ("gallbladder cancer", "C23"), ("malignant tumour of the gallbladder", "C23"), ("siatica", "M54.3"),
     ("hepatopathy", "K76.9"), ("type II diabetes", "E11.9"), ("non-hodgkin lymphoma", "C85.9")],
)  # fmt: skip
def test_search_forgives_order_spelling_typos_and_unfinished_words(words, code):
    found = codes(words, 8)
    assert any(hit.startswith(code) for hit in found), found


def test_a_code_or_its_beginning_is_found_as_such():
    assert codes("e119")[0] == "E11.9"
    assert codes("E11.3", 20)[0] == "E11.3"
    assert all(code.startswith("E11.3") for code in codes("E11.3", 20))


def test_each_hit_says_why_it_matched():
    hit = farr.search("left ankle sprain", 3)[0]
    assert hit.matched and hit.why in ("title", "synonym", "inclusion term")
    assert "neuropaty read as neuropathy" in farr.search("diabetic neuropaty", 1)[0].why
    assert farr.search("E11.9", 1)[0].why == "the code itself"


def test_filters_by_chapter_billable_and_system():
    assert {hit.code[0] for hit in farr.search("pain", 10, chapter=13)} == {"M"}
    assert all(hit.billable for hit in farr.search("fracture of wrist", 10, billable=True))
    assert {hit.system for hit in farr.search("knee", 10, system="icd-10-cm")} == {"icd-10-cm"}
    with pytest.raises(UsageError):
        farr.search("pain", chapter=23)
    with pytest.raises(TableMissing):
        farr.search("pain", date=dt.date(1999, 1, 1))


def test_seventh_characters_stand_back_unless_asked_for():
    assert not [code for code in codes("ankle sprain", 10) if len(code) == 8]
    assert {code[-1] for code in codes("ankle sprain", 10, billable=True)} == {"A"}
    assert codes("sprain of right ankle subsequent encounter", 1) == ["S93.401D"]


def test_of_one_category_only_some_stand_among_the_first():
    found = codes("fracture", 10)
    assert max(sum(other[:3] == code[:3] for other in found) for code in found) <= 4


def test_search_of_nothing_finds_nothing():
    assert codes("") == codes("  ?? ") == codes("of the") == []


def test_scores_fall_and_stay_between_0_and_1():
    scores = [hit.score for hit in farr.search("chronic kidney disease stage 3", 10)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_nouns_and_their_adjectives_have_one_stem():
    pairs = [("stenosis", "stenotic"), ("fibrosis", "fibrotic"), ("anemia", "anemic"), ("infection", "infected"),
             ("deficiency", "deficient"), ("atrophy", "atrophic"), ("perforation", "perforated")]  # fmt: skip
    assert [pair for pair in pairs if stem(pair[0]) != stem(pair[1])] == []
    assert stem("nephritis") != stem("nephrosis") != stem("nephropathy")


def test_phrases_and_joined_beginnings():
    forms = forms_of()
    assert forms.keys("non-Hodgkin") == forms.keys("nonhodgkin") == forms.keys("non Hodgkin")
    assert forms.keys("malignant neoplasm of colon") == forms.keys("cancer, colon")
    assert forms.keys("post CABG")[-1] == forms.keys("CABG")[-1]


def test_the_lowest_members_of_a_set():
    assert lowest(0b1001 | 1 << 700, 2)[:2] == [0, 3]
    assert lowest(1 << 700, 5) == [700]
    assert lowest(0, 5) == []


class Gadgets:
    """A code set as small as can be."""

    system = "hcpcs"
    release = "R1"
    state = "gadgets"

    def entries(self):
        for code, title in (("A1", "Wheelchair, manual"), ("A2", "Walking cane"), ("A3", "Wheelchair, powered")):
            yield Entry(code, title, True, "", "", (Wording(title, "title", 1.0),))

    def in_force(self, code, date):
        return code != "A3" or date >= dt.date(2026, 1, 1)


def test_any_set_plugs_in_and_answers_by_date(monkeypatch, tmp_path):
    monkeypatch.setenv("FARR_HOME", str(tmp_path))
    search = Search([Gadgets()])
    assert [hit.code for hit in search.find("wheelchair powered", date=dt.date(2026, 3, 1))] == ["A3", "A1"]
    assert [hit.code for hit in search.find("powered wheelchair", date=dt.date(2025, 3, 1))] == ["A1"]
    assert [hit.code for hit in search.find("a2")] == ["A2"]
    assert search.find("wheelchair")[0].system == "hcpcs"
