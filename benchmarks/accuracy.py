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

HEADLINES = (
    ("ACI-Bench dev, claim", "aci_dev.jsonl", "reportable", "micro", False),
    ("the same without headings", "aci_dev.jsonl", "reportable", "micro", True),
    ("CodiEsp English dev, mentions", "codiesp_en_dev.jsonl", "mentions", "version_drift", False),
)
BINS = 10


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


def is_right(code_: str, gold: set[str]) -> bool:
    """True where the code was given, or a category that has become several codes since."""
    return code_ in gold or any(len(code_) > len(each) and code_.startswith(each) and "." in each for each in gold)


def reliability(name: str, key: str, predictions: list[dict], reportable: bool | None) -> str:  # type: ignore[type-arg]
    """Scores against the share that coders gave, in ten bins, and the expected calibration error."""
    gold = {row["id"]: {each["code"] for each in row[key] if each["system"] == "icd-10-cm"} for row in rows(name)}
    bins = [[0.0, 0, 0] for _ in range(BINS)]
    for prediction in predictions:
        for each in prediction.get("codes", ()):
            if each["system"] == "icd-10-cm" and (reportable is None or each["reportable"] is reportable):
                cell = bins[min(BINS - 1, int(each["score"] * BINS))]
                cell[0] += each["score"]
                cell[1] += is_right(each["code"], gold[prediction["id"]])
                cell[2] += 1
    total = sum(cell[2] for cell in bins)
    error = sum(abs(cell[0] - cell[1]) for cell in bins) / total
    parts = [f"{cell[0] / cell[2]:.2f}:{cell[1] / cell[2]:.2f} ({cell[2]})" for cell in bins if cell[2]]
    return f"{total} suggestions, expected calibration error {error:.3f}; score:share (number) {', '.join(parts)}"


def _diagnoses(prediction: dict) -> list[dict]:  # type: ignore[type-arg]
    return [each for each in prediction.get("codes", ()) if each["system"] == "icd-10-cm"]


def recall_at_ten(name: str, key: str, predictions: list[dict]) -> float:  # type: ignore[type-arg]
    """The share of the gold codes among the first ten of each list."""
    listed = {row["id"]: {each["code"] for each in _diagnoses(row)[:10]} for row in predictions}
    wanted = [(row["id"], each["code"]) for row in rows(name) for each in row[key]]
    return sum(code_ in listed[identity] for identity, code_ in wanted) / len(wanted)


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
    print(
        f"codiesp_en_dev.jsonl, every mention: {reliability('codiesp_en_dev.jsonl', 'codes', done['codiesp_en_dev.jsonl'], None)}"
    )
    for key in ("codes", "codes_b"):
        aci = done["aci_dev.jsonl"]
        print(f"aci_dev.jsonl, {key}, reportable: {reliability('aci_dev.jsonl', key, aci, True)}")
        print(f"aci_dev.jsonl, {key}: recall in the first ten {recall_at_ten('aci_dev.jsonl', key, aci):.3f}")
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
