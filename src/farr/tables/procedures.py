"""HCPCS Level II and CPT as installed: codes with their descriptions, and the modifiers of the same publisher."""

from __future__ import annotations

import datetime as dt
import functools

from farr.tables.listing import Entry, Listing

MODIFIERS = "modifiers.sqlite"


class Hcpcs(Listing):
    """The codes of a release by date; its modifiers are a listing of their own."""

    @functools.cached_property
    def modifiers(self) -> Listing:
        """The Level II modifiers of the same release, with the same columns."""
        return Listing(self.manifest, MODIFIERS)

    def modifier(self, modifier: str, date: dt.date) -> Entry | None:
        """A modifier in force on a date, or None."""
        return self.modifiers.get(modifier, date)
