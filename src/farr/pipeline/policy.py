"""The site's settings for edits and its acknowledgements, read from files."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import NamedTuple

import msgspec

from farr import edits
from farr.edits.policy import acknowledged, chosen, payer_key
from farr.edits.site import site_edits
from farr.errors import UnreadableInput
from farr.records import CheckedEncounter, CheckPolicy, Encounter, Stage, Suppression


class SitePolicy(NamedTuple):
    """A site's policy with what it names: its folder of edits, and its acknowledgements."""

    policy: CheckPolicy = CheckPolicy()
    folder: Path | None = None
    acknowledgements: tuple[Suppression, ...] = ()

    def check(self, encounter: Encounter, stage: Stage) -> CheckedEncounter:
        """Findings of an encounter under the policy; see :func:`farr.edits.check`."""
        if self.folder is None and self.policy == DEFAULT:
            return acknowledged(edits.check(encounter, stage), self.acknowledgements)
        known = (*edits.edits(), *(site_edits(self.folder) if self.folder else ()))
        only = chosen(self.policy, known, payer_key(self.policy, encounter))
        return acknowledged(edits.check(encounter, stage, only), self.acknowledgements)


DEFAULT = CheckPolicy()


def read_policy(file: Path | None) -> SitePolicy:
    """The policy of a TOML file; without one, only the folder that ``FARR_EDITS`` names.

    Raises:
        UnreadableInput: the file, or one it names, is missing or not in its form.
    """
    named = os.environ.get("FARR_EDITS")
    folder = Path(named).expanduser() if named else None
    if file is None:
        return SitePolicy(folder=folder)
    try:
        policy = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), CheckPolicy)
    except OSError as error:
        raise UnreadableInput(f"cannot be read ({error.strerror})", file.name) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise UnreadableInput(
            f"expected TOML with select, ignore, severity, payers, edits, acknowledgements: {error}", file.name
        ) from None
    if policy.edits is not None:
        folder = file.parent / policy.edits
    said = read_acknowledgements(file.parent / policy.acknowledgements) if policy.acknowledgements else ()
    return SitePolicy(policy, folder, said)


def read_acknowledgements(file: Path) -> tuple[Suppression, ...]:
    """The acknowledgements of a JSON Lines file.

    Raises:
        UnreadableInput: no such file, or a line that is no acknowledgement; it names the line.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UnreadableInput("the file of acknowledgements cannot be read", file.name) from None
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(msgspec.json.decode(line, type=Suppression))
            except msgspec.MsgspecError as error:
                expected = "expected encounter, edit, reason, actor and date"
                raise UnreadableInput(f"{expected}: {error}", f"{file.name}:{number}") from None
    return tuple(found)
