"""Documents from PDF: the text that the pages carry.  A scan has none; it needs a text recognition first."""

from __future__ import annotations

from farr.errors import UnreadableInput

MOST_PAGES = 2_000


def pdf_text(data: bytes, where: str) -> str:
    """The text of all pages in order, an empty line between them.

    Raises:
        UnreadableInput: the file is damaged or locked by a password, is too long, or its pages carry no text.
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise UnreadableInput("this PDF cannot be opened (damaged, or locked by a password); save it anew", where) from None
    try:
        if len(pdf) > MOST_PAGES:
            raise UnreadableInput(f"this PDF has more than {MOST_PAGES} pages; split it by document", where)
        pages = [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
    finally:
        pdf.close()
    text = "\n\n".join(page.replace("\r\n", "\n").replace("\ufffe", "-\n").replace("\x02", "-\n").strip() for page in pages)
    if not text.strip():
        raise UnreadableInput("the pages carry no text (a scan); run a text recognition first", where)
    return text
