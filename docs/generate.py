"""Writes the generated pages: manual of edits, reference of commands, tables and their files.  ``--check`` only compares."""

from __future__ import annotations

import sys
from pathlib import Path

import typer
from typer.core import TyperGroup

from farr.cli.app import app
from farr.edits import edits
from farr.edits.page import read_page
from farr.tables.pages import overview

DOCS = Path(__file__).parent
SETTINGS = (
    ("FARR_HOME", "the data folder (default: the user's data folder of the platform)"),
    ("FARR_LLM_URL", "base URL of an OpenAI-compatible endpoint; brings in a language model as a suggester (default: none)"),
    ("FARR_LLM_MODEL", "the model that the endpoint is to use"),
    ("FARR_LLM_KEY", "the endpoint's key, where it needs one"),
    ("FARR_LLM_REMOTE", "1 allows an endpoint on another machine: every note is then sent there (default: this machine only)"),
    ("FARR_EDITS", "the folder of the site's own edits, where no `--config` names one"),
    ("FARR_SUBMITTER_ID", "who sends claims: identifier (default: the billing provider's tax id)"),
    ("FARR_SUBMITTER_NAME", "name of the sender (default: the billing provider's)"),
    ("FARR_SUBMITTER_TELEPHONE", "telephone of the sender (default: the billing provider's)"),
    ("FARR_RECEIVER_ID", "who receives claims: identifier (default: the payer's)"),
    ("FARR_RECEIVER_NAME", "name of the receiver (default: the payer's)"),
    ("FARR_PRODUCTION", "1 marks interchanges as production; else they are marked as test"),
)


def edit_pages() -> dict[Path, str]:
    """The manual of edits: an index by id and a page each."""
    rows = ["# Edits", "", "| id | edit | family | severity | stage | source |", "|---|---|---|---|---|---|"]
    pages: dict[Path, str] = {}
    for edit in edits():
        page = read_page(edit.page)
        rows.append(
            f"| {edit.id} | [{page.title}]({edit.name}.md) | {edit.family} | {edit.severity} | {edit.stage} | {edit.source} |"
        )
        head = f"`{edit.id}` · `{edit.name}` · {edit.severity} · stage {edit.stage}\n"
        title, _, rest = page.text.partition("\n")
        pages[DOCS / "edits" / f"{edit.name}.md"] = f"{title}\n\n{head}{rest}"
    pages[DOCS / "edits" / "README.md"] = "\n".join(rows) + "\n"
    return pages


def commands() -> str:
    """Every command with its help, options and exit codes, and every setting."""
    lines = [
        "# Commands",
        "",
        "Exit codes: 0 done and nothing wrong found; 1 done, and findings of severity `error` exist; 2 the",
    ]
    lines += ["input could not be read or the call was wrong; 3 a needed table is not installed.", ""]
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    for name, command in sorted(group.commands.items()):
        if isinstance(command, TyperGroup):
            for inner, sub in sorted(command.commands.items()):
                lines += _command(f"{name} {inner}", sub)
        else:
            lines += _command(name, command)
    lines += [
        "## Settings",
        "",
        "| variable | meaning |",
        "|---|---|",
        *(f"| `{name}` | {text} |" for name, text in SETTINGS),
        "",
    ]
    return "\n".join(lines)


def _command(name: str, command) -> list[str]:  # type: ignore[no-untyped-def]
    lines = [f"## farr {name}", "", (command.help or "").strip(), ""]
    rows = []
    for parameter in command.params:
        if parameter.name == "help":
            continue
        label = (
            ", ".join(parameter.opts) if parameter.param_type_name == "option" else (parameter.metavar or parameter.name).upper()
        )
        rows.append(f"| `{label}` | {(getattr(parameter, 'help', '') or '').strip()} |")
    return [*lines, "| argument | meaning |", "|---|---|", *rows, ""] if rows else lines


def main() -> int:
    wanted = {**edit_pages(), DOCS / "commands.md": commands(), DOCS / "table-files.md": overview()}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    orphans = [path for path in (DOCS / "edits").glob("*.md") if path not in wanted]
    if "--check" in sys.argv:
        for path in [*stale, *orphans]:
            print(f"{path.relative_to(DOCS.parent)} is not as generated; run make docs")
        return 1 if stale or orphans else 0
    for path in orphans:
        path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
