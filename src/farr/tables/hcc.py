"""Read access to CMS-HCC tables of a payment year: the categories of a diagnosis, and the tables of the models."""

from __future__ import annotations

import datetime as dt
import functools

from farr.errors import TableMissing
from farr.tables import store
from farr.tables.listing import Listing

PARTS = ("coefficients", "hierarchies", "labels", "edits", "chronic", "procedures")


class CmsHcc(Listing):
    """The mapping of a payment year, from ``Tables.get("cms-hcc")``: rows of a diagnosis with ``model`` and ``category``.

    The release in force on a date is that of the payment year; a service counts in the payment year after it
    (:func:`payment_date`).
    """

    def categories(self, code: str, model: str) -> tuple[str, ...]:
        """The categories of a diagnosis in a model (``CMS-HCC Model V28``), in the order of the file."""
        return tuple(row.cells["category"] for row in self.rows(code) if row.cells["model"] == model)

    @functools.cached_property
    def models(self) -> tuple[str, ...]:
        """The models that the mapping knows."""
        found = self._database.execute("SELECT DISTINCT model FROM row ORDER BY model")
        return tuple(row[0] for row in found)

    def part(self, name: str) -> Listing:
        """A further table of the release: ``coefficients``, ``hierarchies``, ``labels``, ``edits``, ``chronic``, ``procedures``.

        Raises:
            TableMissing: the files of the release did not hold it.
        """
        return self._part(name)

    @functools.lru_cache(maxsize=len(PARTS))  # noqa: B019 - an installed release lives as long as the process
    def _part(self, name: str) -> Listing:
        file = f"{name}.sqlite"
        if name not in PARTS or not (store.folder(self.manifest) / file).exists():
            raise TableMissing(f"release {self.release} of cms-hcc has no {name}: its files did not hold them", "cms-hcc")
        return Listing(self.manifest, file)

    def label(self, category: str, version: str) -> str:
        """The name of a category in a version of the models (``V28``, ``R08`` for RxHCC V08); blank where it is not known."""
        try:
            rows = self.part("labels").rows(f"{'RXHCC' if version.startswith('R') else 'HCC'}{category}")
        except TableMissing:
            return ""
        return next((row.cells["label"] for row in rows if row.cells["version"] == version), "")


def payment_date(service: dt.date) -> dt.date:
    """January 1 of the payment year in which a service counts: the year after it."""
    return dt.date(service.year + 1, 1, 1)
