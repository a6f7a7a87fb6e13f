"""What a note says of the patient's age and sex: "45-year-old man", "7 y/o F"; relatives' are passed over.

``data/people.tsv`` holds the wordings by language.
"""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import Literal, NamedTuple

BEFORE = 60
NUMBER_ALONE = re.compile(r"[^.;\n]*$")


class Said(NamedTuple):
    """One statement: age in years (None where it is given in months or days), sex, and where it stands."""

    age: int | None
    sex: Literal["female", "male"] | None
    start: int
    end: int


class _Wordings(NamedTuple):
    statement: re.Pattern[str]
    years: re.Pattern[str]
    female: re.Pattern[str]
    male: re.Pattern[str]
    relative: re.Pattern[str]


@functools.cache
def _wordings(language: str) -> _Wordings | None:
    text = resources.files("farr.documents").joinpath("data", "people.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    found = {kind: re.compile(pattern, re.IGNORECASE) for code, kind, pattern in rows if code == language}
    return _Wordings(**found) if found else None


def said_of_patient(text: str, language: str = "en") -> tuple[Said, ...]:
    """The statements of age and sex in a text, in order; empty for a language without wordings."""
    wordings = _wordings(language)
    if wordings is None:
        return ()
    found: list[Said] = []
    for match in wordings.statement.finditer(text):
        around = NUMBER_ALONE.search(text, max(0, match.start() - BEFORE), match.start())
        if wordings.relative.search((around.group() if around else "") + match.group("word")):
            continue
        word = match.group("word")
        sex: Literal["female", "male"] | None = (
            "female" if wordings.female.fullmatch(word) else "male" if wordings.male.fullmatch(word) else None
        )
        years = wordings.years.fullmatch(match.group("unit")) is not None
        found.append(Said(int(match.group("age")) if years else None, sex, match.start(), match.end()))
    return tuple(found)
