"""A code whose seventh character is missing, wrong, or not in the seventh place."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault

ID = "ICD-003"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.A.4 and I.A.5; Tabular List"


def check(context: Context) -> Iterator[Fault]:
    for diagnosis in context.diagnoses:
        code = diagnosis.code
        stem = code if diagnosis.node is not None and context.is_stem(code) else context.stem_of(code)
        if stem is None or (diagnosis.node is not None and diagnosis.node.billable):
            continue
        allowed = {child.code[-1]: child.code for child in context.tables.children(stem)}
        if code == stem:
            message = f"{code} needs a seventh character"
        elif code[-1] in allowed:
            message = f"{code} has its seventh character in the wrong place; X fills the empty ones"
        else:
            message = f"{code[-1]} is no seventh character of {stem}"
        meanings = context.tables.seventh_characters(stem)
        choices = [f"{full} ({meanings.get(character, '')})" for character, full in allowed.items()]
        yield Fault(diagnosis.where, (code,), message, f"choose one of: {'; '.join(choices[:8])}")
