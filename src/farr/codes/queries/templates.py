"""The wordings of queries and what calls for them, from ``data/*.tsv``; each file explains its columns in its first line."""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import Literal, NamedTuple

Kind = Literal["specificity", "significance", "conflict", "uncertain", "link", "laterality"]
SOURCE = "AHIMA/ACDIS, Guidelines for Achieving a Compliant Query Practice (2022 Update)"
LAST = ("Other (please state): ____", "Unable to determine")


class Question(NamedTuple):
    """A wording: its name, kind, topic, question and options; ``other`` and ``unable to determine`` always end the list."""

    template: str
    kind: Kind
    topic: str
    question: str
    options: tuple[str, ...]


class Template(NamedTuple):
    """A question on a documented condition: the codes it is about, those that answer it, the words that hint at more."""

    question: Question
    codes: re.Pattern[str]
    answered: re.Pattern[str] | None
    least: int
    indicators: re.Pattern[str]


class Abnormal(NamedTuple):
    """A value outside its bounds that was treated: ``at_least``/``below`` are the bounds that call for a look."""

    name: str
    value: re.Pattern[str]
    at_least: float | None
    below: float | None
    treatment: re.Pattern[str]
    answered: re.Pattern[str]

    def is_abnormal(self, value: float) -> bool:
        return (self.at_least is not None and value >= self.at_least) or (self.below is not None and value < self.below)


def _rows(name: str) -> list[list[str]]:
    text = resources.files("farr.codes").joinpath("queries", "data", f"{name}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _any_case(expression: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{expression})", re.IGNORECASE)


def _question(template: str, kind: str, topic: str, question: str, options: str) -> Question:
    return Question(template, kind, topic, question, (*options.split("; "), *LAST))  # type: ignore[arg-type]


@functools.cache
def templates() -> tuple[Template, ...]:
    """Questions on documented conditions, in the order of the table."""
    return tuple(
        Template(
            _question(name, kind, topic, question, options),
            re.compile(codes),
            re.compile(answered) if answered else None,
            int(least),
            _any_case(words),
        )
        for name, kind, topic, codes, answered, least, words, question, options in _rows("templates")
    )


@functools.cache
def abnormal() -> tuple[Abnormal, ...]:
    """Values that are worth a question where they were treated and nobody named a diagnosis."""
    return tuple(
        Abnormal(
            name,
            _any_case(value),
            float(least) if least else None,
            float(below) if below else None,
            _any_case(treatment),
            re.compile(answered),
        )
        for name, value, least, below, treatment, answered in _rows("findings")
    )


@functools.cache
def questions() -> dict[str, Question]:
    """The wordings that are asked from code, by name."""
    return {row[0]: _question(*row) for row in _rows("questions")}
