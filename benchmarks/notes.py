"""Notes a second, full codes with evidence, against medspaCy and against the floor of finding the wordings alone, in one run.

medspaCy is no dependency: name a Python that has it (``MEDSPACY_PYTHON=/path/to/venv/bin/python``), made for instance with
``python -m venv scratch && scratch/bin/pip install medspacy==1.3.1``.  Its default pipeline (sentences, target matcher,
context) gets ten target words, and the rounds alternate, so that both meet the same machine.  A cold start is timed as a
process of its own.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from statistics import median

from farr.facts.lexicon import lexicon
from farr.pipeline.code import code
from farr.records import Document
from farr.tables import as_of
from farr.words import forms
from kit import KIT, rows

ROUNDS = 5
PEER_NOTES = 40
PEER = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import medspacy
from medspacy.ner import TargetRule
nlp = medspacy.load()
words = "pain fever diabetes hypertension cough nausea vomiting fracture pneumonia asthma".split()
nlp.get_pipe("medspacy_target_matcher").add([TargetRule(word, "PROBLEM") for word in words])
with open(sys.argv[1], encoding="utf-8") as handle:
    notes = [json.loads(line)["text"] for line in handle][: int(sys.argv[2])]
for note in notes[:3]:
    nlp(note)
print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    for note in notes:
        nlp(note)
    print(time.perf_counter() - start, flush=True)
"""
COLD = "from farr.pipeline.code import code; from farr.records import Document; code(Document(id='n', text='Knee pain.'))"


def seconds(notes: list[Document]) -> float:
    start = time.perf_counter()
    for note in notes:
        code(note)
    return time.perf_counter() - start


def against_floor(notes: list[Document]) -> None:
    size = sum(len(note.text) for note in notes) / 1e6
    known = lexicon(as_of().icd10cm)
    ratios = []
    for _ in range(ROUNDS):
        full = seconds(notes)
        start = time.perf_counter()
        for note in notes:
            known.hits(forms(note.text))
        floor = time.perf_counter() - start
        ratios.append(full / floor)
        print(f"{len(notes) / full:8.0f} notes/s, {size / full:.2f} MB/s; the floor takes {floor / full:.1%} of the time")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"median {median(ratios):.1f} times the floor; resident memory {memory:.0f} MB")


def against_peer(notes: list[Document]) -> None:
    python = os.environ.get("MEDSPACY_PYTHON")
    if not python:
        print("medspaCy: not measured; set MEDSPACY_PYTHON to a Python that has it")
        return
    command = [python, "-c", PEER, str(KIT / "mtsamples_unlabelled.jsonl"), str(PEER_NOTES)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as peer:
        assert peer.stdin and peer.stdout
        peer.stdout.readline()
        ratios = []
        for _ in range(ROUNDS):
            peer.stdin.write("\n")
            peer.stdin.flush()
            theirs = float(peer.stdout.readline())
            ours = seconds(notes[:PEER_NOTES])
            ratios.append(theirs / ours)
            print(f"medspaCy {PEER_NOTES / theirs:6.1f} notes/s, farr {PEER_NOTES / ours:6.1f} notes/s, ratio {ratios[-1]:.0f}")
        peer.stdin.close()
    print(f"median {median(ratios):.0f} times medspaCy ({min(ratios):.0f} to {max(ratios):.0f})")


def cold() -> None:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", COLD], check=True)
        times.append(time.perf_counter() - start)
    print(f"cold start, first note coded: median {median(times):.2f} s")


def main() -> None:
    notes = [Document(id=row["id"], text=row["text"]) for row in rows("mtsamples_unlabelled.jsonl")]
    for note in notes[:20]:
        code(note)
    against_floor(notes)
    against_peer(notes)
    cold()


if __name__ == "__main__":
    main()
