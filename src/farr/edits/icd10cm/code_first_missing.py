"""A code that another one must precede, without it."""

import re
from collections.abc import Iterator

from farr.edits.context import Coded, Context, Fault, move
from farr.edits.targets import targets

ID = "ICD-021"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.A.13 and I.B.7; Tabular List, code first"
CONDITIONAL = re.compile(r"if applicable|if known|if any|if present|as applicable|when applicable|, if\b", re.IGNORECASE)
EXAMPLES = re.compile(r"such as|any\b", re.IGNORECASE)


def check(context: Context) -> Iterator[Fault]:
    for diagnosis in context.sequenced:
        notes = [note for note in context.tables.notes(diagnosis.code) if note.kind == "code-first"]
        wanted = [target for note in notes for target in targets(note.text)]
        text = " ".join(note.text for note in notes)
        if not wanted or CONDITIONAL.search(text):
            continue
        before = [d for d in context.sequenced if d.place < diagnosis.place]
        if any(target.holds(d.code) for d in before for target in wanted) or (EXAMPLES.search(text) and before):
            continue
        yield _fault(context, diagnosis, [d for d in context.sequenced if d.place > diagnosis.place], notes[0].origin)


def _fault(context: Context, diagnosis: Coded, behind: list[Coded], origin: str) -> Fault:
    notes = [note for note in context.tables.notes(diagnosis.code) if note.kind == "code-first"]
    wanted = [target for note in notes for target in targets(note.text)]
    later = next((d for d in behind if any(target.holds(d.code) for target in wanted)), None)
    source = f"{context.tables.release} ICD-10-CM Tabular, {origin} code first"
    if later is not None:
        return Fault(
            diagnosis.where,
            (later.code, diagnosis.code),
            f"{later.code} stands before {diagnosis.code} (code first note at {origin})",
            f"move {later.code} before {diagnosis.code}",
            move(later.place, diagnosis.place),
            source=source,
        )
    return Fault(
        diagnosis.where,
        (diagnosis.code,),
        f"{diagnosis.code} needs the underlying condition before it (code first note at {origin})",
        f"code first, when documented: {'; '.join(note.text for note in notes[1:4] or notes[:1])}",
        source=source,
    )
