"""Draws the README's picture: the demo of one chart, as a terminal shows it."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from farr.cli.demo import tell_story
from farr.pipeline.demo import charts, tell

PICTURE = Path(__file__).parent / "images" / "demo.svg"


def main() -> None:
    console = Console(record=True, width=132, force_terminal=True, highlight=False, emoji=False, file=io.StringIO())
    chart = next(chart for chart in charts() if chart.name == "emergency-chest-pain")
    tell_story(console, tell(chart), whole=False)
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(console.export_svg(title="farr demo"), encoding="utf-8")


if __name__ == "__main__":
    main()
