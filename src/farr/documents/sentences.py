"""Sentences and list items of a text, with offsets into it.

Clinical text breaks lines in three ways: each line a statement, lines wrapped at a width, and no lines at all.  A line
end closes a sentence unless the line is long and the next one goes on in lower case or looks like its continuation.  What runs
on for thousands of characters without a stop is no sentence and is cut at a space.
"""

from __future__ import annotations

import re

from farr.records import Sentence

BULLET = re.compile(r"[ \t]*(?:[-–—•·*>◦▪●○+]+[ \t]+|•|·|\(?\d{1,2}[.)](?:[ \t]+|(?=[A-Z]))|\(?[a-z][.)][ \t]+|#\d{0,2}[ \t]*)")
LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
STOP = re.compile(r"[.!?:;](?:(?<=[.!?])[.!?]*[\"')\]]*(?=\s|$)|,(?=\S)|(?<=[a-z)]\.)(?=[A-Z][a-z])|(?<=;)(?=\s))")
INLINE_ITEM = re.compile(r"(?:(?<=[.,:;])|(?<=\s\s)|(?<=[a-z)] ))\s{0,3}(?:\(?\d{1,2}[.)])\s{1,3}(?=[A-Z])")
NUMBERED = re.compile(r"\d[.)]\s")
ABBREVIATION = re.compile(
    r"(?:\b(?:dr|mr|mrs|ms|prof|st|vs|e\.g|i\.e|etc|approx|no|fig|dept|jr|sr|inc|ca|cf|al|ext|temp|pt|resp|hx|dx|rx"
    r"|wt|ht|inj|p\.o|b\.i\.d|t\.i\.d|q\.i\.d|q\.d|p\.r\.n|h\.s|a\.m|p\.m|u\.s|m\.d|d\.o)|\b[A-Z])\.$",
    re.IGNORECASE,
)
NUMBER_ALONE = re.compile(r"[\s,]*\(?\d{1,2}[.)],?")
PARTED = re.compile(r"[A-Za-z]{2}-$")
LONG_LINE = 50
LONGEST = 4_000
LONGEST_ABBREVIATION = len("approx")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Sentence]:
    """Sentences of ``text[start:end]`` in order; ``item`` marks the first sentence of a list item or line of a list."""
    stop = len(text) if end is None else end
    found: list[Sentence] = []
    for first, last in _paragraphs(text, start, stop):
        _split(text, first, last, found)
    return found


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Runs of lines that belong together."""
    runs: list[tuple[int, int]] = []
    previous: re.Match[str] | None = None
    for line in LINE.finditer(text, start, end):
        content = line.group().strip()
        if not content:
            previous = None
            continue
        if previous is not None and _continues(text, previous, line):
            runs[-1] = (runs[-1][0], line.end())
        else:
            runs.append((line.start(), line.end()))
        previous = line
    return runs


def _continues(text: str, previous: re.Match[str], line: re.Match[str]) -> bool:
    """True where a line goes on with the sentence of the line before it."""
    before = previous.group().rstrip()
    gap = text[previous.end() : line.start()]
    if gap.count("\n") > 1 or (gap.count("\r") > 1 and "\n" not in gap):
        return False
    if PARTED.search(before) and line.group().lstrip()[0].islower():
        return True
    if len(before) < LONG_LINE or before.endswith((".", "!", "?", ":", ";")) or BULLET.match(line.group()):
        return False
    content = line.group().lstrip()
    return content[0].islower() or content[0] in "(,0123456789" or before.endswith((",", "-", " and", " or", " of", " the"))


def _split(text: str, first: int, last: int, found: list[Sentence]) -> None:
    """Sentences of one run of lines."""
    position = first
    item = True
    cuts: list[tuple[int, int, bool]] = []
    for match in STOP.finditer(text, first, last):
        if text[match.start()] == "." and _is_abbreviation(text, first, match.start()):
            continue
        cuts.append((match.end(), match.end(), False))
    if NUMBERED.search(text, first, last):
        cuts.extend((match.start(), match.start(), True) for match in INLINE_ITEM.finditer(text, first, last))
        cuts.sort()
    for cut, following, starts_item in cuts:
        if cut > position and not NUMBER_ALONE.fullmatch(text, position, cut):
            _add(text, position, cut, item, found)
            position, item = following, starts_item
        elif starts_item:
            item = True
    _add(text, position, last, item, found)


def _is_abbreviation(text: str, first: int, stop: int) -> bool:
    """True where the full stop at a place ends an abbreviation, not a sentence; most words are too long to be one."""
    low = max(first, stop - 12)
    before = text[low:stop].rpartition(" ")[2]
    if len(before) > LONGEST_ABBREVIATION and before.isascii() and before.isalpha():
        return False
    return ABBREVIATION.search(text, low, stop + 1) is not None


def _add(text: str, start: int, end: int, item: bool, found: list[Sentence]) -> None:
    while start < end and (text[start].isspace() or text[start] == ","):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        found.append(Sentence(start=start, body=start, end=cut, item=item, marked=False))
        start, item = cut + text.startswith(" ", cut), False
    if start < end:
        bullet = BULLET.match(text, start, end) if item else None
        body = bullet.end() if bullet and bullet.end() < end else start
        found.append(Sentence(start=start, body=body, end=end, item=item, marked=body > start))
