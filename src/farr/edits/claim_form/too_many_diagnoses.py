"""More diagnoses than a claim holds."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault

ID = "CLM-022"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "ASC X12N 005010X222A1 HI (12 diagnoses); 005010X223A2 HI (principal and 24 others)"
MOST = {"professional": 12, "institutional": 25}
MOST_REASONS, MOST_ADMITTING, MOST_CAUSES = 3, 1, 12


def check(context: Context) -> Iterator[Fault]:
    diagnoses = context.encounter.diagnoses
    if len(diagnoses) < 2:
        return
    by_role: dict[str, int] = {}
    kind = context.encounter.claim_type
    limits = {"admitting": MOST_ADMITTING, "reason-for-visit": MOST_REASONS, "external-cause": MOST_CAUSES}
    for place, diagnosis in enumerate(diagnoses):
        role = diagnosis.role if kind == "institutional" and diagnosis.role in limits else "diagnosis"
        by_role[role] = by_role.get(role, 0) + 1
        most = limits.get(role, MOST[kind])
        if by_role[role] == most + 1:
            yield Fault(
                f"/diagnoses/{place}",
                (diagnosis.code,),
                f"a {kind} claim holds {most} of this kind, and this is one more",
                "keep those that matter most for the services billed, or split the claim",
            )
