"""Code sets kept by others, asked by name and date; the shapes of their codes, which hold even where none is installed."""

from __future__ import annotations

import datetime as dt
import re
from typing import Protocol

from farr.x12.guides import dictionary


class CodeSets(Protocol):
    """The code sets that the check may ask.  X12 itself keeps none: whoever calls passes them in."""

    def known(self, name: str, code: str, date: dt.date) -> bool | None:
        """Is a code in a set on a date?  None where the set is not installed for the date.

        Names: ``icd-10-cm`` (valid and complete), ``icd-10-pcs``, ``cpt``, ``hcpcs``, ``place-of-service``, ``taxonomy``,
        ``carc``, ``rarc``, ``state``.  ICD codes come without a point.
        """
        ...


class NoCodeSets:
    """Nothing is installed."""

    def known(self, name: str, code: str, date: dt.date) -> bool | None:
        """Always None."""
        del name, code, date
        return None


SHAPES = {
    "icd-10-cm": r"[A-Z][0-9][0-9AB][0-9A-Z]{0,4}",
    "icd-9-cm": r"(?:[0-9]{3}|V[0-9]{2})[0-9]{0,2}|E[0-9]{3,4}",
    "icd-9-procedure": r"[0-9]{2,4}",
    "icd-10-pcs": r"[0-9A-HJ-NP-Z]{7}",
    "cpt": r"[0-9]{4}[0-9FTUMA]",
    "hcpcs": r"[A-V][0-9]{4}",
    "place-of-service": r"[0-9]{2}",
    "taxonomy": r"[0-9]{3}[0-9A-Z]{6}X",
    "carc": r"[1-9][0-9]?|[12][0-9]{2}|3[01][0-9]|A[0-8]|[BD](?:[1-9]|1[0-9]|2[0-3])|P[1-9][0-9]?|[WY][1-9]",
    "rarc": r"M(?:[1-9][0-9]?|1[0-4][0-9])|MA(?:0[1-9]|[1-9][0-9]|1[0-3][0-9])|N[1-9][0-9]{0,2}",
    "modifier": r"[0-9A-Z][A-Z]|[A-Z][0-9]|2[2-7]|3[23]|47|5[0-9]|6[236]|7[346789]|8[012]|9[0123]|9[5679]",
    "hipps": r"[0-9A-Z]{5}",
    "revenue": r"00(?:22|23|24)|0[1-9][0-9]{2}|100[0-9]|210[0-9]|310[0-9]",
    "occurrence": r"[0-6][0-9]|[A-L][0-9A-Z]",
    "span": r"[7-9][0-9]|[M-Z][0-9A-Z]",
    "condition": r"[0-9A-Z]{2}",
    "value": r"[0-9A-Z]{2}",
    "drg": r"[0-9]{3,4}",
}
PATTERNS = {name: re.compile(text) for name, text in SHAPES.items()}


class Codes:
    """Answers remembered: a code set is asked once for each code and date."""

    def __init__(self, sets: CodeSets) -> None:
        self.sets = sets
        self.answers: dict[tuple[str, str, dt.date], bool] = {}
        self.not_checked: set[str] = set()
        self.listed = {name: dictionary().codes[name] for name in ("state", "discharge-status", "point-of-origin")}

    def valid(self, name: str, code: str, date: dt.date | None) -> bool:
        """Is a code in a set on a date, as far as can be told?"""
        if date is None:
            pattern = PATTERNS.get(name)
            return pattern is None or pattern.fullmatch(code) is not None
        key = (name, code, date)
        answer = self.answers.get(key)
        if answer is None:
            if len(self.answers) > 500_000:
                self.answers.clear()
            answer = self.answers[key] = self._ask(name, code, date)
        return answer

    def _ask(self, name: str, code: str, date: dt.date) -> bool:
        pattern = PATTERNS.get(name)
        if pattern is not None and pattern.fullmatch(code) is None:
            return False
        if name in self.listed:
            told = self.sets.known(name, code, date)
            return code in self.listed[name] if told is None else told
        told = self.sets.known(name, code, date)
        if told is None:
            self.not_checked.add(name)
            return True
        return told

    def procedure(self, code: str, date: dt.date | None) -> bool:
        """A HCPCS code of either level, told apart by its first character."""
        return self.valid("hcpcs" if code[:1].isalpha() else "cpt", code, date)


def npi_holds(npi: str) -> bool:
    """Ten digits with the check digit right: Luhn over 80840 and the number (CMS, NPI check digit)."""
    if len(npi) != 10 or not npi.isascii() or not npi.isdigit():
        return False
    total = 24
    for place, sign in enumerate(npi):
        digit = int(sign)
        if place % 2 == 0:
            digit = digit * 2 - 9 if digit > 4 else digit * 2
        total += digit
    return total % 10 == 0
