"""``farr.train``: coded documents to the trained layer of a language, or a site's decisions on top of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from farr.codes.specificity import Specificity
from farr.codes.suggesters import suggesters
from farr.codes.trained import model as models
from farr.codes.trained.model import ADAPTED, NAME, Model
from farr.errors import UsageError
from farr.facts.lexicon import lexicon
from farr.pipeline.inputs import as_text, read_bytes
from farr.pipeline.language import known
from farr.tables import as_of
from farr.training.card import card
from farr.training.corpus import Sample, samples
from farr.training.decisions import learn
from farr.training.fit import Figures, fit

SEED = 7
FEWEST = 20


def train(
    corpus: str | None = None,
    decisions: str | None = None,
    language: str = "en",
    seed: int = SEED,
    out: str | None = None,
    credit: str | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Train on coded documents, or learn from a site's decisions; the same input and seed give the same bytes.

    Args:
        corpus: JSON Lines of documents with ``codes`` and their ``evidence``; fits everything anew.
        decisions: the same with a ``decision`` (``accepted``, ``rejected``) beside each code; adds to the model at hand.
        language: of the documents.
        seed: of folds, samples and trees.
        out: folder for the model and its card (default: the data folder, where ``farr code`` finds them).
        credit: whom the corpus is owed to, for the card.
        tell: called with the name of each step done.
    Returns: ``{"model", "card", "documents", "threshold", "figures": {...}}``, figures out of fold.
    Raises:
        UsageError: neither or both of ``corpus`` and ``decisions``, no model to add to, or too few documents.
        UnreadableInput: a line is not a coded document.
    """
    if (corpus is None) == (decisions is None):
        raise UsageError("name either a corpus to train on (--corpus FILE) or a site's decisions (--from FILE)")
    known(language)
    source = corpus or decisions or ""
    data = read_bytes(source)
    tables = as_of().icd10cm
    specificity = Specificity(tables)
    read = samples(as_text(data, source), source, tables, lexicon(tables, language), specificity, language)
    tell(f"read {len(read)} documents")
    name = NAME if corpus else ADAPTED
    if corpus:
        model, figures = _fitted(read, tables, language, seed, tell, Path(source).name, data, credit)
    else:
        model, figures = _adapted(read, tables, language, seed)
    path = Path(out) / name if out else models.own_path(language, name)
    models.write(model, path)
    page = path.with_name(f"{name.partition('.')[0]}.md")
    page.write_text(card(model), encoding="utf-8")
    models.trained.cache_clear()
    suggesters.cache_clear()
    return {
        "model": str(path),
        "card": str(page),
        "documents": len(read),
        "threshold": model.threshold,
        "figures": figures,
    }


def _fitted(
    read: list[Sample],
    tables: Any,
    language: str,
    seed: int,
    tell: Callable[[str], None],
    name: str,
    data: bytes,
    credit: str | None,
) -> tuple[Model, dict[str, Any]]:
    if len(read) < FEWEST:
        raise UsageError(f"{len(read)} documents are too few to train on; {FEWEST} at least, some hundreds to be of use")
    fitted = fit(read, tables, language, seed, tell)
    figures = _rounded(fitted.figures)
    fitted.model.about.update({key: f"{value:.3f}" for key, value in figures.items()})
    fitted.model.about.update(corpus=name, sha256=hashlib.sha256(data).hexdigest(), seed=str(seed))
    if credit:
        fitted.model.about["credit"] = credit
    return fitted.model, {"out_of_fold": figures}


def _adapted(read: list[Sample], tables: Any, language: str, seed: int) -> tuple[Model, dict[str, Any]]:
    model = models.base(language)
    if model is None:
        raise UsageError(f"no trained layer for {language} to add to; train one with farr train --corpus FILE")
    learnt = learn(model, read, tables, seed)
    return learnt.model, {
        "before": _rounded(learnt.before),
        "after": _rounded(learnt.after),
        "calibrated": learnt.calibrated,
        "wordings_accepted": len(learnt.model.accepted),
        "wordings_rejected": len(learnt.model.rejected),
    }


def _rounded(figures: Figures) -> dict[str, float]:
    return {key: round(value, 4) for key, value in figures._asdict().items()}
