"""The languages that notes may be in, and what is said of a note in another one."""

from __future__ import annotations

from farr.documents.language import name_of, other_language
from farr.errors import UsageError
from farr.records import Finding
from farr.words import languages


def known(language: str) -> str:
    """The language itself.

    Raises:
        UsageError: farr has no word lists for it.
    """
    if language not in languages():
        raise UsageError(f"farr has no word lists for this language; choose one of {', '.join(languages())}", "--language")
    return language


def other_language_finding(text: str, language: str, tables: dict[str, str]) -> Finding | None:
    """A finding of severity error where the text is clearly in another language than asked, else None."""
    found = other_language(text, language)
    if found is None:
        return None
    written = "another script" if found == "other" else name_of(found)
    step = f"ask for it with the language {found}" if found in languages() else "translate it, or code it by hand"
    return Finding(
        edit="DOC-001",
        name="other-language",
        severity="error",
        message=f"the note was to be {name_of(language)} and reads as {written}; nothing was coded: {step}",
        where="/text",
        source="farr: word lists exist for " + ", ".join(name_of(one) for one in languages()),
        tables=tables,
    )
