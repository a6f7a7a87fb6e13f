"""A prolonged service without the visit that it prolongs."""

from collections.abc import Iterator

from farr.edits.billing import billed, codes_of, same_provider
from farr.edits.context import Context, Fault
from farr.edits.lists import rows

ID = "VIS-005"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "CPT and Medicare rules for prolonged services: Medicare Claims Processing Manual, chapter 12, section 30.6.15"


def check(context: Context) -> Iterator[Fault]:
    bases = {row[0]: row[1].split() for row in rows("visits", "prolonged")}
    if not bases.keys() & codes_of(context):
        return
    lines = billed(context)
    for line in lines:
        wanted = bases.get(line.code)
        if wanted and not any(other.code in wanted and same_provider(line, other) for other in lines):
            yield Fault(
                line.where,
                (line.code,),
                f"{line.code} prolongs a visit chosen by time ({', '.join(wanted)}), and none of them is billed",
                "bill it only beside the highest visit of its family, chosen by time; else remove it",
            )
