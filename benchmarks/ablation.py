"""What each part brings: the lexicon alone, then context, specificity, the rules of the claim, and the trained layer.

Each row is scored by the kit's own scorer on the same notes; nothing is fitted here.
"""

from __future__ import annotations

from collections.abc import Callable

from accuracy import HEADLINES, score, without_headings
from farr.codes.candidate import Candidate
from farr.codes.combination import combine
from farr.codes.conventions.case import Case
from farr.codes.diagnosis import candidates
from farr.codes.reportability import decide
from farr.codes.specificity import Specificity
from farr.codes.suggest import merged
from farr.facts.extract import Reading
from farr.facts.lexicon import lexicon
from farr.pipeline.code import code
from farr.records import Document
from farr.tables import as_of
from kit import KIT, rows

TABLES = as_of().icd10cm
SPECIFICITY = Specificity(TABLES)
Row = dict  # type: ignore[type-arg]


def row(code_: str, assertion: str, reportable: bool, score_: float = 0.5) -> Row:
    return {"system": "icd-10-cm", "code": code_, "assertion": assertion, "reportable": reportable, "score": score_}


def plain(document: Document, context: bool) -> list[Row]:
    """Every fact's concept completed without a look at the words around it; with context, only what is present counts."""
    reading = Reading(document, lexicon(TABLES))
    found: dict[str, bool] = {}
    for fact in reading.facts:
        for concept in fact.concepts:
            choice = SPECIFICITY.choose(concept, None, frozenset())
            if choice is not None:
                found[choice.code] = found.get(choice.code, False) or not context or fact.assertion == "present"
    return [row(each, "present" if counts else "absent", counts) for each, counts in found.items()]


def specific(document: Document) -> list[Row]:
    """Complete codes by side, stage, type and episode; what is present counts."""
    found = merged(candidates(Reading(document, lexicon(TABLES)), SPECIFICITY))
    return [row(each.code, each.assertion, each.assertion == "present") for each in found]


def ruled(document: Document) -> list[Row]:
    """With the rules of the claim: reportability, combination, conventions; no trained layer."""
    reading = Reading(document, lexicon(TABLES))
    found: list[Candidate] = candidates(reading, SPECIFICITY)
    decide(document, reading, found)
    case = Case(document, reading, TABLES, found)
    chosen = combine(merged([each for each in found if each.reportable]), case)
    codes = {each.code for each in chosen}
    rest = [each for each in merged([each for each in found if not each.reportable]) if each.code not in codes]
    return [row(each.code, each.assertion, True) for each in chosen] + [row(each.code, each.assertion, False) for each in rest]


def full(document: Document) -> list[Row]:
    return code(document).to_dict()["codes"]


STEPS: tuple[tuple[str, Callable[[Document], list[Row]]], ...] = (
    ("lexicon", lambda document: plain(document, False)),
    ("+ context", lambda document: plain(document, True)),
    ("+ specificity", specific),
    ("+ rules of the claim", ruled),
    ("+ trained layer", full),
)


def main() -> None:
    leaves = ("--codeset", str(KIT / "official" / "icd10cm_codes_2026.txt.gz"))
    print("| parts | " + " | ".join(title for title, *_ in HEADLINES) + " |")
    print("|---" * (len(HEADLINES) + 1) + "|")
    for title, step in STEPS:
        cells = []
        for _, name, scope, measure, bare in HEADLINES:
            predictions = []
            for each in rows(name):
                text = without_headings(each["text"]) if bare else each["text"]
                predictions.append({"id": each["id"], "codes": step(Document(id=each["id"], text=text))})
            result = score("codes", name, predictions, "--scope", scope, *leaves)
            cells.append(f"{result[measure]['f1']:.3f}")
        print(f"| {title} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
