"""A category or subcategory where a complete code is needed."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault

ID = "ICD-002"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.B.2; Tabular List"


def check(context: Context) -> Iterator[Fault]:
    for diagnosis in context.diagnoses:
        node = diagnosis.node
        if node is None or node.billable or node.kind not in ("category", "code"):
            continue
        if context.tables.seventh_characters(node.code) and context.is_stem(node.code):
            continue
        children = [child.code for child in context.tables.children(node.code)]
        yield Fault(
            diagnosis.where,
            (diagnosis.code,),
            f"{diagnosis.code} is not complete: it needs more characters",
            f"choose one of: {', '.join(children[:8])}{' ...' if len(children) > 8 else ''}",
        )
