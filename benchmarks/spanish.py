"""Accuracy on the Spanish case reports of the kit's dev set, by the kit's own scorer: codes, evidence, parts left out."""

from __future__ import annotations

import importlib.util
from types import ModuleType

from accuracy import score
from farr.codes import suggest
from farr.pipeline.code import code
from farr.records import Document
from kit import KIT, rows

NAME = "codiesp_es_dev.jsonl"
LEAVES = ("--codeset", str(KIT / "official" / "icd10cm_codes_2026.txt.gz"))


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kit_score", KIT / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def drift_interval(predictions: list[dict]) -> tuple[float, float]:  # type: ignore[type-arg]
    """The scorer's bootstrap interval, for the figure with version drift."""
    kit = scorer()
    leaves = kit.read_leaves(LEAVES[1], "icd-10-cm")
    counts = []
    for row, answer in zip(rows(NAME), predictions, strict=True):
        gold = {kit.norm_code(c["code"], c["system"]) for c in row["codes"] if c["system"] == "icd-10-cm"}
        counts.append(kit.drift_counts(set(kit.predicted(answer, "icd-10-cm", "mentions")), gold, leaves))
    low, high = kit.bootstrap_f1(counts)
    return low, high


def measured(label: str) -> None:
    predictions = [code(Document(id=row["id"], text=row["text"]), "es").to_dict() for row in rows(NAME)]
    result = score("codes", NAME, predictions, "--scope", "mentions", *LEAVES)
    between = " to ".join(f"{value:.3f}" for value in drift_interval(predictions))
    micro, drift, (low, high) = result["micro"], result["version_drift"], result["micro_f1_ci95"]
    evidence = result["evidence"]
    print(f"{label}: P {micro['precision']:.3f} R {micro['recall']:.3f} F1 {micro['f1']:.3f} [{low:.3f}, {high:.3f}],", end=" ")
    print(
        f"with version drift P {drift['precision']:.3f} R {drift['recall']:.3f} F1 {drift['f1']:.3f} [{between}];",
        end=" ",
    )
    print(f"MAP {result['map']:.3f}, valid {result['valid_code_rate']:.1%}, verbatim {evidence['verbatim_rate']:.1%},", end=" ")
    print(f"evidence overlap {evidence['overlap_hit_rate']:.3f}, characters F1 {evidence['character']['f1']:.3f}")


def main() -> None:
    measured("all parts")
    everything = suggest.suggesters
    suggest.suggesters = lambda tables, language: everything(tables, language)[:1]  # type: ignore[assignment]
    suggest.threshold_of = lambda _language: 0.0  # type: ignore[assignment]
    measured("without the trained layer")


if __name__ == "__main__":
    main()
