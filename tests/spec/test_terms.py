"""The word lists: every term leads to a code of the release, nothing is empty."""

from __future__ import annotations

from collections import Counter

from farr.tables.terms import ambiguous_terms, blocked_terms, expanded, terms
from farr.words import WORD, language


def test_every_term_leads_to_nodes_of_the_release(icd10cm):
    unknown = {code for codes, _ in terms() for code in codes if icd10cm.get(code) is None}
    unknown |= {code for sense in ambiguous_terms() for code in sense.codes if icd10cm.get(code) is None}
    assert not unknown


def test_terms_are_many_and_never_empty():
    listed = [term for _, term in terms()]
    assert len(listed) > 20_000
    assert not [term for term in listed if not WORD.search(term) or len(term) < 2]


def test_an_ambiguous_term_has_one_default_at_most():
    defaults = Counter((sense.term, sense.term.isupper()) for sense in set(ambiguous_terms()) if sense.codes and not sense.cues)
    assert not [term for term, count in defaults.items() if count > 1]


def test_no_further_wording_means_two_things():
    """365 wordings stand under two codes without a line in ambiguous/; the number may only fall."""
    words = language("en")
    declared = {" ".join(words.forms(sense.term)) for sense in ambiguous_terms()} | blocked_terms()
    meanings: dict[tuple[str, str | None], set[tuple[str, ...]]] = {}
    for codes, term in terms():
        key = " ".join(words.forms(term))
        if key not in declared:
            meanings.setdefault((key, words.side_of(term)), set()).add(codes)
    twice = sorted(key for (key, _), codes in meanings.items() if len(codes) > 1)
    assert len(twice) <= 365, twice


def test_blocked_terms_are_blocked(icd10cm):
    from farr.facts.lexicon import lexicon

    assert not blocked_terms() & {key for key, m in zip(lexicon(icd10cm).keys, lexicon(icd10cm).meanings, strict=True) if m}


def test_spanish_terms_lead_to_nodes_of_the_release(icd10cm):
    unknown = {code for codes, _ in terms("es") for code in codes if icd10cm.get(code) is None}
    assert not unknown
    assert sum(1 for _ in terms("es")) > 6_000


def test_no_spanish_term_means_two_things():
    meanings: dict[tuple[str, str | None, bool], set[tuple[str, ...]]] = {}
    words = language("es")
    for codes, term in terms("es"):
        key = " ".join(words.forms(term))
        assert key, term
        meanings.setdefault((key, words.side_of(term), term.isupper()), set()).add(codes)
    assert not {key: codes for key, codes in meanings.items() if len(codes) > 1}


def test_choices_in_a_term():
    assert list(expanded("{a|b} of {c|d}")) == ["a of c", "a of d", "b of c", "b of d"]
