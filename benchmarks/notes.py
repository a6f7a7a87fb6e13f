"""Notes a second, full codes with evidence, against the floor of finding the wordings alone, in one run."""

from __future__ import annotations

import resource
import time

from farr.facts.lexicon import lexicon
from farr.pipeline.code import code
from farr.records import Document
from farr.tables import as_of
from farr.words import forms
from kit import rows

ROUNDS = 5


def main() -> None:
    notes = [Document(id=row["id"], text=row["text"]) for row in rows("mtsamples_unlabelled.jsonl")]
    size = sum(len(note.text) for note in notes) / 1e6
    known = lexicon(as_of().icd10cm)
    for note in notes[:20]:
        code(note)
    ratios = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for note in notes:
            code(note)
        full = time.perf_counter() - start
        start = time.perf_counter()
        for note in notes:
            known.hits(forms(note.text))
        floor = time.perf_counter() - start
        ratios.append(full / floor)
        print(f"{len(notes) / full:8.0f} notes/s, {size / full:.2f} MB/s; the floor takes {floor / full:.1%} of the time")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"median {sorted(ratios)[ROUNDS // 2]:.1f} times the floor; resident memory {memory:.0f} MB")


if __name__ == "__main__":
    main()
