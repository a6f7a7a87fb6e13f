"""Notes a second, full codes with evidence, against the floor of splitting the words and running the bare automaton, in one run."""

from __future__ import annotations

import resource
import time

from farr.facts.lexicon import lexicon
from farr.pipeline.code import code
from farr.records import Document
from farr.tables import as_of
from farr.words import forms
from kit import rows


def main() -> None:
    notes = [Document(id=row["id"], text=row["text"]) for row in rows("mtsamples_unlabelled.jsonl")]
    known = lexicon(as_of().icd10cm)
    for note in notes[:20]:
        code(note)
    ratios = []
    for _ in range(5):
        start = time.perf_counter()
        for note in notes:
            code(note)
        full = time.perf_counter() - start
        start = time.perf_counter()
        for note in notes:
            known.hits(forms(note.text))
        floor = time.perf_counter() - start
        ratios.append(full / floor)
        print(
            f"{len(notes) / full:8.0f} notes/s, {sum(len(n.text) for n in notes) / full / 1e6:.2f} MB/s; floor {floor / full:.1%} of it"
        )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"median {sorted(ratios)[2]:.1f} times the floor; resident memory {memory:.0f} MB")


if __name__ == "__main__":
    main()
