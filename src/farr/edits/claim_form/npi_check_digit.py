"""A national provider identifier that cannot be one."""

import functools
from collections.abc import Iterator

from farr.edits.billing import providers
from farr.edits.context import Context, Fault

ID = "CLM-001"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "45 CFR 162.406; ISO/IEC 7812-1 check digit over 80840 and the number"


@functools.lru_cache(maxsize=1 << 15)
def is_npi(number: str) -> bool:
    """True for ten digits beginning with 1 or 2 whose Luhn sum, with 24 for the prefix 80840, ends in 0."""
    if len(number) != 10 or not (number.isascii() and number.isdigit()) or number[0] not in "12":
        return False
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (24 + doubled + sum(int(digit) for digit in number[-1::-2])) % 10 == 0


def check(context: Context) -> Iterator[Fault]:
    for path, provider in providers(context):
        if provider.npi is not None and not is_npi(provider.npi.strip()):
            yield Fault(
                f"{path}/npi",
                (),
                "this is no national provider identifier: ten digits, the first 1 or 2, the last a check digit",
                "look the number up in the provider's record; a digit is mistyped or two have changed places",
            )
