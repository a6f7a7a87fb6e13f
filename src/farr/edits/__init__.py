"""The edit engine: coded encounter to findings.  A folder per family, one ``.py`` and one ``.md`` per edit."""

from farr.edits.engine import Edit, check, edits, find

__all__ = ["Edit", "check", "edits", "find"]
