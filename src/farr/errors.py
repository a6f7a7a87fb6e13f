"""Errors that farr raises for misuse and unreadable input.  Faults in the data itself are findings, not exceptions.

Each error knows the exit code of the command line, where it happened and what to do next, and never quotes patient
text or identifiers.
"""

from __future__ import annotations

import traceback
from pathlib import Path


class FarrError(Exception):
    """Base of all errors: ``message`` says what was expected and what to do next, ``where`` names the place."""

    exit_code = 2
    kind = "error"

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.message = message
        self.where = where

    def to_dict(self) -> dict[str, str]:
        """The ``error`` object of a JSON Lines answer."""
        return {"kind": self.kind, "message": self.message, "where": self.where}


class UnreadableInput(FarrError):
    """The bytes, the JSON or the fields of an input are not what the contract asks for."""

    kind = "unreadable-input"


class UsageError(FarrError):
    """The call was wrong: an option, an argument or a combination that makes no sense."""

    kind = "usage"


class UnknownCode(FarrError):
    """The code does not exist in the release in force; ``nearest`` holds valid codes that look alike."""

    kind = "unknown-code"

    def __init__(self, message: str, where: str = "", nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message, where)
        self.nearest = nearest


class WrongAxis(UnknownCode):
    """An ICD-10-PCS code of which a character cannot stand behind those before it: ``position`` from 1, the ``axis`` by its name,
    and ``allowed`` values with their labels."""

    def __init__(self, message: str, position: int, axis: str, allowed: dict[str, str], nearest: tuple[str, ...]) -> None:
        super().__init__(message, nearest=nearest)
        self.position = position
        self.axis = axis
        self.allowed = allowed


class IncompleteClaim(FarrError):
    """A claim lacks fields that every payer asks for; ``missing`` lists their JSON paths."""

    kind = "incomplete-claim"

    def __init__(self, message: str, where: str = "", missing: tuple[str, ...] = ()) -> None:
        super().__init__(message, where)
        self.missing = missing


class TableMissing(FarrError):
    """A table that the call needs is not installed, or no release of it is in force on the date."""

    exit_code = 3
    kind = "table-missing"


class InternalError(FarrError):
    """A rule of farr failed on an input; the other inputs are not touched by it."""

    kind = "internal-error"

    @classmethod
    def of(cls, error: Exception) -> InternalError:
        """The error that stands for an unforeseen one: its type and the line of farr it came from, never its words, since
        these may quote the input."""
        place = ""
        for frame in traceback.extract_tb(error.__traceback__):
            path = Path(frame.filename)
            if "farr" in path.parts:
                inner = path.parts[len(path.parts) - path.parts[::-1].index("farr") :]
                place = f"farr/{'/'.join(inner)}:{frame.lineno}"
        return cls(f"farr failed on this input ({type(error).__name__}); the others are done; please report this line", place)
