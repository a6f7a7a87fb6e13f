"""How a word sounds, roughly: for misspellings that follow the ear (``asma``, ``hypertenshun``, ``siatica``)."""

from __future__ import annotations

import re

SOUNDS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"^(?:ps|pt|gn|kn|pn|mn)", lambda match: match.group()[1]),
        (r"^x", "z"), (r"sthm", "sm"), (r"ph", "f"), (r"rh", "r"), (r"(?:ti|si|ci|sh|ssi)(?:o|u)n", "Xn"), (r"ci(?=a)", "X"),
        (r"sc(?=[eiy])", "s"), (r"c(?=[eiy])", "s"), (r"ch|ck|qu|q|c", "k"), (r"x", "ks"), (r"z", "s"), (r"th", "t"),
        (r"g(?=[eiy])", "j"), (r"y", "i"), (r"gh", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
VOWELS = re.compile(r"(?<!^)[aeiouhw]")


def sound(word: str) -> str:
    """The consonants of a word as they are heard; words that sound alike give the same text."""
    for pattern, replacement in SOUNDS:
        word = pattern.sub(replacement, word)
    return re.sub(r"(.)\1+", r"\1", VOWELS.sub("", word))
