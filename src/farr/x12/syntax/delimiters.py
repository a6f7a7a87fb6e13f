"""The four delimiters of an interchange, found where the ISA segment declares them.

Source: ASC X12.5 (interchange control structures), 005010: the ISA is 106 characters wide; character 4 separates
elements, ISA11 repetitions, ISA16 components, and the character behind ISA16 ends segments.
"""

from __future__ import annotations

import msgspec

ISA_ELEMENTS = 16
LONGEST_ISA = 600


class Delimiters(msgspec.Struct, frozen=True):
    """``repetition`` is empty where ISA11 is no separator (versions before 00402 carry ``U`` there)."""

    element: str
    component: str
    repetition: str
    terminator: str


DEFAULT = Delimiters("*", ":", "^", "~")


def of_interchange(text: str) -> Delimiters | None:
    """The delimiters of the text that starts at an ISA; None where too little of it is there or it declares none.

    The elements are counted rather than measured, so that an ISA with an element of the wrong length can still be read
    (the check reports it).
    """
    head = text[:LONGEST_ISA]
    if len(head) < 5:
        return None
    element = head[3]
    parts = head.split(element, ISA_ELEMENTS)
    if len(parts) <= ISA_ELEMENTS or len(parts[16]) < 2 or element.isalnum() or element in " \r\n\t":
        return None
    component, terminator = parts[16][0], parts[16][1]
    repetition = parts[11] if len(parts[11]) == 1 and not parts[11].isalnum() and parts[11] != " " else ""
    if terminator.isalnum() or terminator == " " or len({element, component, terminator}) < 3:
        return None
    return Delimiters(element, component, repetition, terminator)


def of_set(text: str) -> Delimiters | None:
    """The delimiters of the text that starts at an ST without an envelope: guessed from the usual ones."""
    element = text[2:3]
    if not element or element.isalnum() or element in " \r\n\t":
        return None
    terminator = next((sign for sign in "~'\n" if sign in text and sign != element), None)
    return Delimiters(element, ":" if element != ":" else ">", "^" if element != "^" else "", terminator) if terminator else None
