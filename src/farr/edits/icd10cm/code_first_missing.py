"""A code that another one must precede, without it."""

import functools
import re
from collections.abc import Iterator, Sequence

from farr.edits.context import Coded, Context, Fault, move
from farr.edits.targets import targets
from farr.records import Note
from farr.tables import Icd10Cm

ID = "ICD-021"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.A.13 and I.B.7; Tabular List, code first"
CONDITIONAL = re.compile(r"if applicable|if known|if any|if present|as applicable|when applicable|, if\b|\bany\b", re.IGNORECASE)
UNDERLYING = re.compile(r"(?:the )?(?:underlying|causal|causative|associated)\b", re.IGNORECASE)
ALTERNATIVE = re.compile(r"\bcomplicating\b|\bdue to\b|\bfollowing\b|\bassociated with\b|\bin\b", re.IGNORECASE)
EXAMPLES = re.compile(r"such as", re.IGNORECASE)


def check(context: Context) -> Iterator[Fault]:
    for diagnosis in context.sequenced:
        notes = _notes(context.tables, diagnosis.code)
        wanted = [target for note in notes for target in targets(note.text)]
        text = " ".join(note.text for note in notes)
        if not wanted or CONDITIONAL.search(text):
            continue
        before = [d for d in context.sequenced if d.place < diagnosis.place]
        if any(target.holds(d.code) for d in before for target in wanted):
            continue
        source = f"{context.tables.release} ICD-10-CM Tabular, {notes[0].origin} code first"
        behind = [d for d in context.sequenced if d.place > diagnosis.place]
        later = next((d for d in behind if any(target.holds(d.code) for target in wanted)), None)
        if later is not None:
            yield _turned(diagnosis, later, notes[0].origin, source)
        elif _always_has_a_cause(notes) and not (EXAMPLES.search(text) and before):
            yield _missing(diagnosis, notes, source)


@functools.lru_cache(maxsize=20_000)
def _notes(tables: Icd10Cm, code: str) -> tuple[Note, ...]:
    return tuple(note for note in tables.notes(code) if note.kind == "code-first")


def _always_has_a_cause(notes: Sequence[Note]) -> bool:
    """True where the note names what underlies the code in every case, not one circumstance among several."""
    return any(UNDERLYING.match(note.text) for note in notes) or (len(notes) == 1 and not ALTERNATIVE.search(notes[0].text))


def _turned(diagnosis: Coded, later: Coded, origin: str, source: str) -> Fault:
    return Fault(
        diagnosis.where,
        (later.code, diagnosis.code),
        f"{later.code} stands before {diagnosis.code} (code first note at {origin})",
        f"move {later.code} before {diagnosis.code}",
        move(later.place, diagnosis.place),
        source=source,
    )


def _missing(diagnosis: Coded, notes: Sequence[Note], source: str) -> Fault:
    return Fault(
        diagnosis.where,
        (diagnosis.code,),
        f"{diagnosis.code} needs the underlying condition before it (code first note at {notes[0].origin})",
        f"code first, when documented: {'; '.join(note.text for note in notes[1:4] or notes[:1])}",
        source=source,
    )
