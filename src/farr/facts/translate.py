"""English wordings as another language says them, word by word, for languages without titles of their own.

Each word is led to the form that the other language's words lead to (see ``farr.words.language``), and each noun phrase is
turned round: ``acute kidney failure`` is said in the order ``failure kidney acute`` (*insuficiencia renal aguda*), while
``fracture of neck of femur`` keeps its order.  A wording with a word that cannot be led over is left out.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from farr.words import Language, Word, language

JOINING = frozenset(["with", "without", "due", "and", "or", "by", "from", "during", "following", "after", "for", "secondary"])
PARTING = frozenset(["of", "in", "to", "at", "on"])
NUMBERED = frozenset(["type", "stage", "grade", "class", "group", "degree", "hepatitis", "vitamin", "influenza", "factor"])
PAIRS = frozenset([("diabetes", "mellitus"), ("herpes", "zoster"), ("herpes", "simplex"), ("lupus", "erythematosus"),
                   ("abruptio", "placenta"), ("status", "asthmaticus"), ("status", "epilepticus")])  # fmt: skip
MOST = 6
LONGEST = 7
ENGLISH = language("en")


def translated(wording: str, other: Language) -> Iterator[str]:
    """Keys of an English wording in the other language's order and forms; none where a word has no counterpart."""
    phrases = _phrases(wording)
    if not phrases or sum(len(phrase) for phrase in phrases) > LONGEST:
        return
    orders: list[list[str]] = []
    for phrase in phrases:
        led = [[other.of_title(form) for form in unit] for unit in phrase]
        if any(form is None for unit in led for form in unit):
            return
        units = [" ".join(str(form) for form in unit) for unit in led]
        orders.append(_orders(units))
    for chosen in itertools.islice(itertools.product(*orders), MOST):
        yield " ".join(chosen)


def _orders(units: list[str]) -> list[str]:
    """The ways to say a phrase: the head first and what describes it behind, nearest first or in the English order."""
    if len(units) == 1:
        return units
    return list(dict.fromkeys([" ".join(reversed(units)), " ".join([units[-1], *units[:-1]])]))


def _phrases(wording: str) -> list[list[tuple[str, ...]]]:
    """The noun phrases of a wording, each a list of units (mostly single words); joining words stand alone."""
    found: list[list[tuple[str, ...]]] = [[]]
    before: Word | None = None
    for word in ENGLISH.words(wording):
        form = word.form
        if before is not None and "," in wording[before.end : word.start]:
            found.append([])
        if form in PARTING:
            found.append([])
        elif form in JOINING:
            found += [[(form,)], []]
        elif form not in ENGLISH.sides and not ENGLISH.is_small(form, before.form if before else ""):
            last = found[-1][-1] if found[-1] else ()
            if last and ((last[-1], form) in PAIRS or (last[-1] in NUMBERED and (len(form) == 1 or form[0].isdigit()))):
                found[-1][-1] = (*last, form)
            else:
                found[-1].append((form,))
        before = word
    return [phrase for phrase in found if phrase]
