"""Billing and coding articles of the Medicare Coverage Database: the CSV files of its download, zipped as published
(``current_article.zip`` holds ``current_article_csv.zip``, which holds them).

Read: ``article.csv``, ``article_x_hcpc_code.csv``, ``article_x_icd10_covered.csv``, ``article_x_icd10_noncovered.csv`` and, where
they are given, ``article_x_contractor.csv``, ``contractor.csv``, ``contractor_jurisdiction.csv`` and ``state_lookup.csv``.
The release is the day of the newest change in ``article.csv``; each procedure has the dates of its article.

Compiled: procedures (key: procedure code), diagnoses (key: article) and articles (key: article).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from farr.tables.listing import FILE, Dated, key_of, write_listing
from farr.tables.loaders import Identity
from farr.tables.source import Row, Source, find_header, read_date

SETS = ("lcd-articles",)
DIAGNOSES, ARTICLES = "diagnoses.sqlite", "articles.sqlite"
NEEDED = ("article.csv", "article_x_hcpc_code.csv", "article_x_icd10_covered.csv")
OPTIONAL = (
    "article_x_icd10_noncovered.csv", "article_x_contractor.csv", "contractor.csv", "contractor_jurisdiction.csv",
    "state_lookup.csv",
)  # fmt: skip
KINDS = {"covered": "article_x_icd10_covered.csv", "noncovered": "article_x_icd10_noncovered.csv"}


class Article(NamedTuple):
    """One version of an article."""

    name: str
    title: str
    start: dt.date | None
    end: dt.date | None


def recognise(source: Source) -> Identity | None:
    """By the names of the download's files."""
    if source.file_name not in NEEDED + OPTIONAL:
        return None
    return Identity("lcd-articles", _newest(source) if source.file_name == "article.csv" else None)


def _newest(source: Source) -> dt.date | None:
    """The day of the newest change."""
    days = [read_date(cells[0], source, row.line, "last_updated") for row, cells in _table(source, "last_updated")]
    return max((day for day in days if day is not None), default=None)


def _table(source: Source, *columns: str) -> Iterator[tuple[Row, list[str]]]:
    """Rows of a CSV file with the cells of the columns named.

    Raises:
        UnreadableInput: the header lacks one, or a row is too short.
    """
    rows = source.table(",")
    header, places = find_header(source, {column: f"^{column}$" for column in columns}, rows, within=1)
    width = len(header.cells)
    for row in rows:
        if len(row.cells) < width:
            raise source.error(f"expected {width} cells and found {len(row.cells)}; the file may be cut off", row.line)
        yield row, [row.cells[places[column]] for column in columns]


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile the download.

    Raises:
        UnreadableInput: a file of it is missing, or not as published.
    """
    files = {source.file_name: source for source in sources}
    missing = [name for name in NEEDED if name not in files]
    if missing:
        raise sources[0].error(f"the download's {', '.join(missing)} must be added in the same call; add the zip as it is")
    articles = _articles(files["article.csv"])
    places = _places(files)
    write_listing(
        folder,
        ("title", "contractors", "states"),
        [Dated(a.name, a.start, a.end, (a.title, *places.get(key, ("", "")))) for key, a in articles.items()],
        files["article.csv"],
        unique=False,
        file=ARTICLES,
    )
    write_listing(folder, ("group", "kind", "code"), _diagnoses(files, articles), files[NEEDED[2]], unique=False, file=DIAGNOSES)
    procedures = _procedures(files[NEEDED[1]], articles)
    return write_listing(folder, ("article", "group"), procedures, files[NEEDED[1]], unique=False, file=FILE)


def _articles(source: Source) -> dict[tuple[str, str], Article]:
    found: dict[tuple[str, str], Article] = {}
    columns = ("article_id", "article_version", "title", "article_eff_date", "article_end_date")
    for row, (number, version, title, start, end) in _table(source, *columns):
        first = read_date(start, source, row.line, "article_eff_date")
        found[number, version] = Article(f"A{number}", title, first, read_date(end, source, row.line, "article_end_date"))
    return found


def _procedures(source: Source, articles: dict[tuple[str, str], Article]) -> Iterator[Dated]:
    for row, (number, version, code, group) in _table(source, "article_id", "article_version", "hcpc_code_id", "hcpc_code_group"):
        article = articles.get((number, version))
        if article is not None and code:
            yield Dated(key_of(code), article.start, article.end, (article.name, group), row.line)


def _diagnoses(files: dict[str, Source], articles: dict[tuple[str, str], Article]) -> Iterator[Dated]:
    for kind, name in KINDS.items():
        if name in files:
            columns = ("article_id", "article_version", "icd10_code_id", f"icd10_{kind}_group")
            for row, (number, version, code, group) in _table(files[name], *columns):
                article = articles.get((number, version))
                if article is not None and code:
                    yield Dated(article.name, article.start, article.end, (group, kind, key_of(code)), row.line)


def _places(files: dict[str, Source]) -> dict[tuple[str, str], tuple[str, str]]:
    """Names of the contractors of an article and the states they serve, as far as the files tell."""
    if "article_x_contractor.csv" not in files:
        return {}
    names = _pairs(files.get("contractor.csv"), "contractor_id", "contractor_bus_name")
    states = _pairs(files.get("state_lookup.csv"), "state_id", "state_abbrev")
    served: dict[str, set[str]] = {}
    for contractor, state in _all_pairs(files.get("contractor_jurisdiction.csv"), "contractor_id", "state_id"):
        served.setdefault(contractor, set()).add(states.get(state, state))
    found: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    for _, (number, version, contractor) in _table(
        files["article_x_contractor.csv"], "article_id", "article_version", "contractor_id"
    ):
        of = found.setdefault((number, version), (set(), set()))
        of[0].add(names.get(contractor, contractor))
        of[1].update(served.get(contractor, set()))
    return {key: ("; ".join(sorted(of[0])), " ".join(sorted(of[1]))) for key, of in found.items()}


def _all_pairs(source: Source | None, first: str, second: str) -> list[tuple[str, str]]:
    return [] if source is None else [(cells[0], cells[1]) for _, cells in _table(source, first, second)]


def _pairs(source: Source | None, first: str, second: str) -> dict[str, str]:
    return dict(_all_pairs(source, first, second))
