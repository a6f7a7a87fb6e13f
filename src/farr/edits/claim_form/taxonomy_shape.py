"""A provider taxonomy code that cannot be one."""

import re
from collections.abc import Iterator

from farr.edits.billing import providers
from farr.edits.context import Context, Fault

ID = "CLM-002"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "NUCC Health Care Provider Taxonomy, code structure"
TAXONOMY = re.compile(r"[0-9]{2,4}[0-9A-Z]{5,7}X")


def check(context: Context) -> Iterator[Fault]:
    for path, provider in providers(context):
        code = provider.taxonomy
        if code is not None and not (len(code) == 10 and TAXONOMY.fullmatch(code)):
            yield Fault(
                f"{path}/taxonomy",
                (),
                "this is no provider taxonomy code: ten letters and digits that begin with two digits and end with X",
                "take the code from the provider's enrolment",
            )
