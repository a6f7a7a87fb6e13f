"""A code that exists, but not in the release in force on the date of service."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault

ID = "ICD-005"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "45 CFR 162.1002(c); ICD-10-CM releases by date of service"


def check(context: Context) -> Iterator[Fault]:
    for diagnosis in context.diagnoses:
        if diagnosis.node is None and (release := context.elsewhere(diagnosis.code)):
            span = f"{release.effective_from} to {release.effective_to or 'today'}"
            yield Fault(
                diagnosis.where,
                (diagnosis.code,),
                f"{diagnosis.code} is not valid on {context.date}: it stands in {release.release} ({span}) only",
                "use the code of the release in force, or correct the date of service",
            )
