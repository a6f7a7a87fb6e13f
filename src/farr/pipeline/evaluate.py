"""``farr eval``: suggestions against gold codes, with confidence intervals.

Micro figures count full codes over all documents, each code once a document; the interval is the 2.5th to 97.5th
percentile of 1,000 bootstrap samples of documents with a fixed seed.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import msgspec

from farr.errors import FarrError
from farr.pipeline.code import code
from farr.pipeline.inputs import as_text, documents_in, read_bytes
from farr.records import Evidence, Suggestion
from farr.tables import dotted

ROUNDS = 1000
SEED = 20260101
HIDDEN = ("absent", "family", "conditional")
Counts = tuple[int, int, int]


def evaluate(
    source: str, scope: str = "reportable", codes_key: str = "codes", language: str = "en"
) -> tuple[dict[str, Any], list[FarrError]]:
    """Figures over all documents of a file, and the errors of those that could not be read.

    Args:
        scope: ``reportable`` (what a claim would carry), ``all`` (not negated, family or conditional) or ``mentions``.
        language: the language of the texts.
        codes_key: the field of a line that holds its gold codes, ``[{"system", "code", "evidence": [...]}]``.
    """
    text = as_text(read_bytes(source), source)
    gold = _gold(text, codes_key)
    full: list[Counts] = []
    short: list[Counts] = []
    per_code: dict[str, list[int]] = {}
    evidence: Counter[str] = Counter()
    errors: list[FarrError] = []
    for item in documents_in(text, source):
        if item.error is not None:
            errors.append(item.error)
            continue
        wanted = gold.get(item.value.id, {})
        found = {s.code: s for s in code(item.value, language).codes if _in_scope(s, scope)}
        full.append(_counts(set(found), set(wanted)))
        short.append(_counts({c[:3] for c in found}, {c[:3] for c in wanted}))
        for one in found.keys() | wanted.keys():
            cell = per_code.setdefault(one, [0, 0, 0])
            cell[0 if one in found and one in wanted else 1 if one in found else 2] += 1
        for one, suggestion in found.items():
            _count_evidence(suggestion, item.value.text, wanted.get(one), evidence)
    macro = [2 * tp / (2 * tp + fp + fn) for tp, fp, fn in per_code.values()]
    figures = {
        "documents": len(full),
        "scope": scope,
        "gold_codes": sum(tp + fn for tp, _, fn in full),
        "micro": _figures(full),
        "three_character": _figures(short),
        "macro_f1": round(sum(macro) / len(macro), 4) if macro else 0.0,
        "evidence": {
            "spans": evidence["spans"],
            "verbatim_rate": round(evidence["verbatim"] / evidence["spans"], 4) if evidence["spans"] else 1.0,
            "codes_scored": evidence["scored"],
            "overlap_hit_rate": round(evidence["hit"] / evidence["scored"], 4) if evidence["scored"] else None,
        },
    }
    return figures, errors


def _gold(text: str, codes_key: str) -> dict[str, dict[str, list[dict[str, Any]]]]:
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for line in text.split("\n"):
        try:
            row = msgspec.json.decode(line) if line.strip() else None
        except msgspec.DecodeError:
            continue
        if isinstance(row, dict) and "id" in row:
            codes = [entry for entry in row.get(codes_key) or [] if entry.get("system", "icd-10-cm") == "icd-10-cm"]
            found[str(row["id"])] = {dotted(entry["code"]) or entry["code"]: entry.get("evidence") or [] for entry in codes}
    return found


def _in_scope(suggestion: Suggestion, scope: str) -> bool:
    if scope == "reportable":
        return suggestion.reportable
    return scope == "mentions" or suggestion.assertion not in HIDDEN


def _counts(found: set[str], wanted: set[str]) -> Counts:
    return len(found & wanted), len(found - wanted), len(wanted - found)


def _f1(tp: int, fp: int, fn: int) -> float:
    return 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0


def _figures(counts: list[Counts]) -> dict[str, Any]:
    tp, fp, fn = (sum(row[place] for row in counts) for place in range(3))
    draw = random.Random(SEED)  # noqa: S311 - a bootstrap, not a secret
    samples = sorted(
        _f1(*(sum(row[place] for row in sample) for place in range(3)))
        for sample in (draw.choices(counts, k=len(counts)) for _ in range(ROUNDS if counts else 0))
    )
    interval = [round(samples[25], 4), round(samples[974], 4)] if samples else [0.0, 0.0]
    return {
        "precision": round(tp / (tp + fp), 4) if tp + fp else 0.0,
        "recall": round(tp / (tp + fn), 4) if tp + fn else 0.0,
        "f1": round(_f1(tp, fp, fn), 4),
        "f1_interval": interval,
    }


def _count_evidence(suggestion: Suggestion, text: str, wanted: list[dict[str, Any]] | None, counter: Counter[str]) -> None:
    counter["spans"] += len(suggestion.evidence)
    counter["verbatim"] += sum(text[e.start : e.end] == e.text for e in suggestion.evidence)
    spans = [(e["start"], e["end"]) for e in wanted or [] if e.get("start") is not None]
    if spans:
        counter["scored"] += 1
        counter["hit"] += any(_overlap(e, span) for e in suggestion.evidence for span in spans)


def _overlap(evidence: Evidence, span: tuple[int, int]) -> bool:
    return evidence.start < span[1] and span[0] < evidence.end
