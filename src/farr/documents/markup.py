"""XML and HTML narrative to plain text: a line for each block, a bullet for each list entry, a bar between table cells."""

from __future__ import annotations

import re

from lxml import etree

BLOCKS = frozenset(
    [
        "p", "div", "br", "tr", "table", "thead", "tbody", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd",
        "section", "article", "paragraph", "list", "item", "caption", "title", "body", "html", "header", "footer", "pre",
    ]
)  # fmt: skip
ENTRIES = frozenset(("li", "item"))
CELLS = frozenset(("td", "th"))
DROPPED = frozenset(("script", "style", "head", "renderMultiMedia"))


def parser() -> etree.XMLParser:
    """A parser that loads nothing: no entities, no DTD, no network."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)


def plain_text(element: etree._Element) -> str:
    """The text of an element, blocks on lines of their own, runs of blanks as one."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        name = _name(node)
        if event == "start":
            if name in BLOCKS:
                parts.append("\n- " if name in ENTRIES else "\n")
            if node.text and not _is_dropped(node):
                parts.append(re.sub(r"\s+", " ", node.text))
            continue
        if name in CELLS:
            parts.append(" | ")
        elif name in BLOCKS:
            parts.append("\n")
        if node is not element and node.tail and not _is_dropped(node.getparent()):
            parts.append(re.sub(r"\s+", " ", node.tail))
    lines = (re.sub(r"[ \t]+", " ", line).strip(" |") for line in "".join(parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def html_text(markup: str) -> str:
    """The text of a piece of HTML; empty where there is none."""
    html = etree.HTMLParser(no_network=True, huge_tree=False)
    root = etree.fromstring(markup, html) if markup.strip() else None
    return plain_text(root) if root is not None else ""


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _is_dropped(node: etree._Element | None) -> bool:
    return node is not None and (not isinstance(node.tag, str) or _name(node) in DROPPED)
