"""The model card: what a model was trained on, how, how well, and what it must not be used for."""

from __future__ import annotations

from farr.codes.trained.model import Model

LIMITS = (
    "It says how likely coders of the corpus were to keep a code for these words. What belongs on a claim stays with the "
    "guideline rules: codes that only the trained layer suggests are listed as mentions and are never reportable.",
    "Habits of the corpus come along (codes for any pain or any disease, say); codes that it never had rest on the lexicon.",
    "Figures are out of fold over the training corpus, or on data named beside them; other hospitals and kinds of notes differ.",
)


def card(model: Model) -> str:
    """The card as Markdown."""
    about = model.about
    evidence = sum(any(pair.evidence for pair in wording.codes.values()) for wording in model.habits.wordings.values())
    fitted = (
        f"precision {about.get('precision', '')}, recall {about.get('recall', '')}, micro F1 {about.get('f1', '')} "
        f"over full codes, expected calibration error {about.get('calibration_error', '')}"
    )
    corpus = f"{about.get('corpus', '')}, {model.habits.documents} documents, SHA-256 `{about.get('sha256', '')[:16]}`"
    lines = [
        f"# Trained layer, language `{model.language}`",
        "",
        "| | |",
        "|---|---|",
        f"| corpus | {corpus} |",
        f"| credit | {about.get('credit', 'not stated')} |",
        f"| code set | ICD-10-CM {model.release}; older codes are completed to it |",
        f"| learnt | {evidence} wordings that carried a code, {len(model.habits.codes)} codes |",
        f"| method | counts of wordings and codes, {len(model.trees)} boosted trees over their features (5 folds over documents, "
        "features out of fold), isotonic calibration; plain Python, no other data, no pretrained model |",
        f"| seed | {about.get('seed', '')} |",
        f"| listing threshold | {model.threshold:.2f} |",
        f"| out of fold | {fitted} |",
    ]
    if "decisions" in about:
        lines.append(f"| decisions of this site | {about['decisions']} documents |")
    return "\n".join([*lines, "", "Limits", "", *(f"* {limit}" for limit in LIMITS)]) + "\n"
