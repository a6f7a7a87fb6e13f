"""``python -m farr`` is the ``farr`` command."""

from farr.cli import main

main()
