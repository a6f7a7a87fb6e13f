"""Accuracy on the public sets of the kit, by the kit's own scorer, with its bootstrap intervals."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from farr.documents.sections import kind_of
from farr.facts.context import Clauses
from farr.facts.cues import automaton
from farr.pipeline.code import code
from farr.records import Document
from kit import KIT, rows

SETS = (
    ("aci_dev.jsonl", "codes", "reportable"),
    ("aci_dev.jsonl", "codes_b", "reportable"),
    ("codiesp_en_dev.jsonl", "codes", "mentions"),
)


def predicted(name: str) -> list[dict]:  # type: ignore[type-arg]
    return [code(Document(id=row["id"], text=row["text"])).to_dict() for row in rows(name)]


def without_headings(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not kind_of(line))


def score(task: str, name: str, predictions: list[dict], *options: str) -> dict:  # type: ignore[type-arg]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "predictions.jsonl"
        file.write_text("\n".join(json.dumps(row) for row in predictions), encoding="utf-8")
        command = [
            sys.executable,
            str(KIT / "score.py"),
            task,
            "--gold",
            str(KIT / name),
            "--pred",
            str(file),
            *options,
            "--json",
        ]
        return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def assertions() -> list[dict]:  # type: ignore[type-arg]
    automaton()
    found = []
    for row in rows("assertion_dev.jsonl"):
        start, end = row.get("start"), row.get("end")
        clauses = Clauses(row["text"], 0, len(row["text"]))
        found.append({"id": row["id"], "assertion": clauses.assertion(start, end) if start is not None else "present"})
    return found


def main() -> None:
    done: dict[str, list[dict]] = {}  # type: ignore[type-arg]
    leaves = ("--codeset", str(KIT / "official" / "icd10cm_codes_2026.txt.gz"))
    for name, key, scope in SETS:
        done[name] = done.get(name) or predicted(name)
        result = score("codes", name, done[name], "--codes-key", key, "--scope", scope, *leaves)
        micro, (low, high) = result["micro"], result["micro_f1_ci95"]
        print(f"{name}, {key}, {scope}: P {micro['precision']:.3f} R {micro['recall']:.3f} F1 {micro['f1']:.3f}", end=" ")
        print(f"[{low:.3f}, {high:.3f}], version drift F1 {result['version_drift']['f1']:.3f},", end=" ")
        print(f"three characters F1 {result['three_character']['f1']:.3f}, valid {result['valid_code_rate']:.1%},", end=" ")
        print(f"verbatim {result['evidence']['verbatim_rate']:.1%}")
    bare = [
        {**code(Document(id=row["id"], text=without_headings(row["text"]))).to_dict(), "id": row["id"]}
        for row in rows("aci_dev.jsonl")
    ]
    micro = score("codes", "aci_dev.jsonl", bare, "--scope", "reportable")["micro"]
    print(f"aci_dev.jsonl without its heading lines: P {micro['precision']:.3f} R {micro['recall']:.3f} F1 {micro['f1']:.3f}")
    result = score("assertion", "assertion_dev.jsonl", assertions())
    low, high = result["accuracy_ci95"]
    print(f"assertion_dev.jsonl: accuracy {result['accuracy']:.3f} [{low:.3f}, {high:.3f}],", end=" ")
    print(f"negation accuracy {result['negation_accuracy']:.3f}, negation F1 {result['negation']['f1']:.3f},", end=" ")
    print(f"historical F1 {result['historical']['f1']:.3f}")


if __name__ == "__main__":
    main()
