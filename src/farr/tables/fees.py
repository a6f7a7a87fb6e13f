"""The Medicare Physician Fee Schedule as installed: relative values and payment indicators by code and modifier, and the
geographic practice cost indices by contractor and locality."""

from __future__ import annotations

from farr.tables.listing import Entry, Listing


def fee_key(code: str, modifier: str = "") -> str:
    """The key of a row: the code, or code and modifier (``93000-26`` has the form)."""
    return f"{code}-{modifier}" if modifier else code


class FeeSchedule(Listing):
    """Relative values, status and payment policy indicators.  Columns: ``mpfs.tsv``, and the conversion factor of practitioners
    who are no qualifying participants (``conversion_factor``) and of those who are (``conversion_factor_qualifying``)."""

    def row(self, code: str, modifier: str = "") -> Entry | None:
        """The row of a code with a modifier (26, TC, 53 have rows of their own), or of the code alone, or None."""
        return next(iter(self.rows(fee_key(code, modifier))), None)


class Localities(Listing):
    """Geographic practice cost indices: work, practice expense, malpractice."""

    def of(self, contractor: str, locality: str) -> Entry | None:
        """The indices of a locality.

        Args:
            contractor: number of the Medicare administrative contractor, five digits.
            locality: two digits.
        """
        return next(iter(self.rows(f"{contractor}-{locality}")), None)
