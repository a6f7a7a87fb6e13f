"""Sheets to a PDF: data alone for blank stock, or with a plain outline of the boxes for checking the alignment."""

from __future__ import annotations

import io
from collections.abc import Sequence

from farr.claims.forms.sheet import Sheet

PITCH, LINE, HEIGHT, WIDTH = 7.2, 12.0, 792.0, 612.0
INCH = 72.0
DROP = 2.6


def to_pdf(sheets: Sequence[Sheet], grid: bool = False, shift: tuple[float, float] = (0.0, 0.0)) -> bytes:
    """A letter-size PDF, a page a sheet, in 10 characters and 6 lines to the inch.

    Args:
        grid: draw a thin outline with its number round each box, to check the alignment on plain paper.
        shift: inches to the right and down, for a printer that feeds askew.
    """
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setTitle(sheets[0].layout.name if sheets else "claim")
    for sheet in sheets:
        layout = sheet.layout
        left, top = (layout.left + shift[0]) * INCH, HEIGHT - (layout.top + shift[1]) * INCH
        if grid:
            canvas.setStrokeGray(0.7)
            canvas.setFillGray(0.55)
            canvas.setLineWidth(0.3)
            canvas.setFont("Helvetica", 3.6)
            for cell in layout.cells.values():
                x, y = left + (cell.column - 1) * PITCH, top - cell.line * LINE
                canvas.rect(x, y, cell.width * PITCH, LINE)
                canvas.drawRightString(x + cell.width * PITCH - 0.4, y + LINE - 3.4, cell.box)
        canvas.setFillGray(0)
        canvas.setFont("Courier", 12)
        for box, value in sheet.texts.items():
            cell = layout.cells[box]
            column = cell.column - 1 + (cell.width - len(value) if cell.right else 0)
            canvas.drawString(left + column * PITCH, top - cell.line * LINE + DROP, value)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
