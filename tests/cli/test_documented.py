"""The documentation is true: commands run, pages are as generated, terms are in the glossary."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from farr import records
from farr.records import Record

REPOSITORY = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _commands() -> list[tuple[str, int]]:
    found = []
    for page in [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]:
        for block in FENCE.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                command, _, remark = line.partition("#")
                if command.startswith("farr "):
                    status = re.search(r"exits (\d)", remark)
                    found.append((command.strip(), int(status.group(1)) if status else 0))
    return found


@pytest.mark.parametrize(("command", "status"), _commands())
def test_command(command: str, status: int) -> None:
    words = shlex.split(command)[1:]
    run = subprocess.run([sys.executable, "-m", "farr", *words], capture_output=True, check=False, cwd=REPOSITORY, timeout=120)
    assert run.returncode == status, run.stderr.decode()
    assert run.stdout


def test_the_generated_pages_are_up_to_date() -> None:
    run = subprocess.run([sys.executable, "docs/generate.py", "--check"], capture_output=True, check=False, cwd=REPOSITORY)
    assert run.returncode == 0, run.stdout.decode()


def test_every_setting_is_documented() -> None:
    text = (REPOSITORY / "docs" / "commands.md").read_text(encoding="utf-8")
    source = "".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "src").rglob("*.py"))
    assert not [
        name for name in set(re.findall(r"FARR_[A-Z]+(?:_[A-Z]+)*", source)) if name not in text and name != "FARR_SUBMITTER"
    ]


def test_every_record_is_in_the_glossary() -> None:
    glossary = (REPOSITORY / "GLOSSARY.md").read_text(encoding="utf-8").lower()
    names = [
        name
        for name, value in vars(records).items()
        if isinstance(value, type) and issubclass(value, Record) and value is not Record
    ]
    words = {name: re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower() for name in names}
    plain = {"name", "address", "payer", "admission", "procedure", "checked encounter", "diagnosis", "provider", "patient"}
    assert not [name for name, word in words.items() if f"| {word} |" not in glossary and word not in plain]


def test_examples_in_docs_are_encounters() -> None:
    for name in ("encounter.json", "faulty.json"):
        raw = msgspec.json.decode((REPOSITORY / "docs" / "examples" / name).read_bytes())
        msgspec.convert(raw, records.Encounter, strict=False)
