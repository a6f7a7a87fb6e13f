"""From what the words name to a complete code: the side, stage, type, site and episode that the record gives.

A concept is a node of the Tabular List.  Below it (or beside it, where it is the "unspecified" child of its family)
stand the complete codes; each says in its title what it adds.  The code whose additions the record supports best is
chosen; additions that nobody wrote count against a code, so the unspecified one stays when the record is silent.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from farr.tables import Icd10Cm, Node
from farr.words import features, forms, side_of

NOISE = frozenset(
    [
        "unspecified",
        "nos",
        "other",
        "specified",
        "with",
        "without",
        "due",
        "type",
        "elsewhere",
        "classified",
        "not",
        "and",
        "or",
        "initial",
        "encounter",
        "side",
        "so",
        "stated",
        "complication",
        "uncomplicated",
        "primary",
        "closed",
        "nonspecific",
        "site",
        "part",
        "stage",
        "level",
        "use",
        "disease",
        "disorder",
        "syndrome",
        "native",
        "essential",
        "for",
        "by",
        "during",
        "as",
        "mellitus",
        "diabetic",
        "affecting",
        "non",
        "from",
        "is",
        "are",
        "displaced",
        "mention",
        "current",
        "state",
        "status",
        "person",
        "episode",
        "single",
        "intractable",
        "loss",
        "consciousness",
        "traumatic",
        "idiopathic",
        "region",
        "simple",
        "routine",
    ]
)
VAGUE = re.compile(r"unspecified|without|uncomplicated|not intractable|\bNOS\b", re.IGNORECASE)
WITHOUT = re.compile(r"\b(?:without|not|non|no)\s+(?:mention of\s+)?([^,]+)", re.IGNORECASE)
SIDED = re.compile(
    r"\b(?:right|left|bilateral|unspecified (?:side|eye|ear|limb|knee|hip|shoulder|hand|foot|ankle|wrist|elbow))\b",
    re.I,
)
BEHIND_SIDE = re.compile(r"\b(?:right|left) ([a-z]+)", re.IGNORECASE)
LARGEST_FAMILY = 700
#: Words of a fracture's episode of care, which no title below a stem tells: open by grade, and how it heals.
EPISODE = frozenset({"open", "grade iii", "nonunion", "malunion", "delayed"})
#: How a fracture heals: its seventh character by kind (closed, open I or II, open III); Tabular List FY2026, S52, S72, S82.
HEALING = {"nonunion": "KMN", "malunion": "PQR", "delayed": "GHJ", "": "DEF"}


@functools.lru_cache(maxsize=50_000)
def _said(title: str) -> frozenset[str]:
    """The features of a title; families share titles, so each is read once."""
    return features(title)


class Choice(NamedTuple):
    """The code chosen and what its title says that the record supports."""

    code: str
    supported: tuple[str, ...]


class _Leaf(NamedTuple):
    stem: Node
    side: str | None
    additions: frozenset[str]
    excluded: frozenset[str]
    vague: bool
    other: bool
    default: bool


class Specificity:
    """Chooses complete codes in one release of ICD-10-CM."""

    def __init__(self, tables: Icd10Cm) -> None:
        self.tables = tables
        self._family = functools.lru_cache(maxsize=20_000)(self._leaves_of)
        self._chosen = functools.lru_cache(maxsize=20_000)(self._choose)

    def vocabulary(self, concept: str) -> frozenset[str]:
        """The words that can make a difference below a concept."""
        return self._family(concept)[1]

    def sides(self, concept: str, side: str | None) -> tuple[str | None, ...]:
        """The sides to code: right and left apart where the family has no code for both (OG I.B.13)."""
        named = {leaf.side for leaf in self._family(concept)[0]}
        return ("right", "left") if side == "bilateral" and "bilateral" not in named and {"right", "left"} <= named else (side,)

    def choose(self, concept: str, side: str | None, context: frozenset[str], phase: str = "") -> Choice | None:
        """The complete code for a concept.

        Args:
            concept: code or category of this release.
            side: ``right``, ``left``, ``bilateral`` or None where the record names none.
            context: normal forms of the words that describe the mention.
            phase: ``subsequent``, ``sequela``, or empty for active treatment.
        Returns: None where the concept does not exist in this release.
        """
        return self._chosen(concept, side, context, phase)

    def _choose(self, concept: str, side: str | None, context: frozenset[str], phase: str) -> Choice | None:
        leaves, _ = self._family(concept)
        if not leaves:
            return None
        best = max(leaves, key=lambda leaf: _score(leaf, side, context))
        code = self._complete(best.stem, side, context, phase)
        if code is None:
            return None
        supported = tuple(sorted(best.additions & context))
        return Choice(code, supported)

    def unsaid(self, concept: str, code: str) -> tuple[str, ...]:
        """What the family of a concept can tell apart and a vague code leaves open: a side, then words of titles.

        Empty for a code that says all that it can.
        """
        leaves, _ = self._family(concept)
        chosen = next((leaf for leaf in leaves if code.startswith(leaf.stem.code)), None)
        if chosen is None or not (chosen.vague or chosen.side is None):
            return ()
        others = [leaf for leaf in leaves if leaf is not chosen and chosen.additions <= leaf.additions]
        sides = {leaf.side for leaf in others} if chosen.side is None else set()
        open_ended = re.search(r"unspecified|\bNOS\b", chosen.stem.title, re.IGNORECASE)
        words = [word for leaf in others if open_ended for word in sorted(leaf.additions - chosen.additions)]
        return tuple(dict.fromkeys([*(["side"] if {"right", "left"} <= sides else []), *words]))

    def sites(self, code: str) -> frozenset[str]:
        """The words that the titles of a code's family put behind a side: ``knee`` for ``Pain in right knee``."""
        titles = [leaf.stem.title for leaf in self._family(code)[0] if leaf.side in ("right", "left")]
        return frozenset(form for title in titles for match in BEHIND_SIDE.finditer(title) for form in forms(match.group(1)))

    def _leaves_of(self, concept: str) -> tuple[tuple[_Leaf, ...], frozenset[str]]:
        node = self.tables.get(concept)
        if node is None or node.kind not in ("category", "code"):
            return (), frozenset()
        core = _said(node.title) - NOISE
        stems = self._stems(node)
        if node.billable or self._is_stem(node):
            stems = self._siblings(node, core) if VAGUE.search(node.title) or SIDED.search(node.title) else [node]
        leaves = _without_common_words(tuple(_leaf(stem, core, node.code) for stem in stems))
        vocabulary = frozenset(word for leaf in leaves for word in leaf.additions | leaf.excluded)
        return leaves, vocabulary

    def _siblings(self, node: Node, core: frozenset[str]) -> list[Node]:
        """The node and the codes of its family whose titles say the same and more."""
        top = node
        vague = VAGUE.search(node.title)
        while vague and top.kind == "code" and (parent := self.tables.get(top.parent)) and parent.kind != "block":
            top = parent
        if not vague:
            top = self.tables.get(node.parent) or node
        family = self._stems(top)
        if len(family) > LARGEST_FAMILY:
            family = self._stems(self.tables.get(node.parent) or node)
        same = [stem for stem in family if core <= _said(stem.title) and not stem.title.startswith("Other")]
        return [node, *(stem for stem in same if stem.code != node.code)]

    def _is_stem(self, node: Node) -> bool:
        """True for a node whose children only add the seventh character."""
        children = self.tables.children(node.code)
        return bool(children) and len(children[0].code) == 8 and children[0].title.startswith(node.title + ", ")

    def _stems(self, node: Node) -> list[Node]:
        if node.billable or self._is_stem(node):
            return [node]
        return [stem for child in self.tables.children(node.code) for stem in self._stems(child)]

    def _complete(self, stem: Node, side: str | None, context: frozenset[str], phase: str) -> str | None:
        if stem.billable:
            return stem.code
        found = {child.code[-1]: child for child in self.tables.children(stem.code)}
        if not found:
            return None
        return found[_seventh(found, side, context, phase)].code


class _Title(NamedTuple):
    """What a title says, what it says is not there, its side, and whether it is vague or an "other"."""

    said: frozenset[str]
    excluded: frozenset[str]
    side: str | None
    vague: bool
    other: bool


@functools.lru_cache(maxsize=50_000)
def _read(title: str) -> _Title:
    excluded = frozenset(form for match in WITHOUT.finditer(title) for form in forms(match.group(1))) - NOISE
    said = re.sub(r"\([^)]*\)", " ", WITHOUT.sub(" ", title))
    return _Title(features(said) - NOISE, excluded, side_of(said), bool(VAGUE.search(title)), title.startswith("Other"))


def _leaf(stem: Node, core: frozenset[str], concept: str) -> _Leaf:
    title = _read(stem.title)
    behind = stem.code.replace(".", "")[len(concept.replace(".", "")) :]
    default = stem.code == concept or (stem.code.startswith(concept) and behind[:1] == "9")
    return _Leaf(stem, title.side, title.said - core, title.excluded, title.vague, title.other, default)


def _without_common_words(leaves: tuple[_Leaf, ...]) -> tuple[_Leaf, ...]:
    """Words that all codes for one side of a family share (``upper limb``) tell none of them apart and count for none."""
    sided = [leaf.additions for leaf in leaves if leaf.side in ("right", "left")]
    common = frozenset.intersection(*sided) if sided else frozenset()
    return tuple(leaf._replace(additions=leaf.additions - common) if leaf.side else leaf for leaf in leaves)


def _score(leaf: _Leaf, side: str | None, context: frozenset[str]) -> float:
    supported = len(leaf.additions & context)
    score = 1.5 * supported - 1.2 * (len(leaf.additions) - supported) - 2.0 * len(leaf.excluded & context)
    if leaf.side is not None:
        if side is None:
            score -= 3.0
        elif leaf.side == side:
            score += 2.0 if leaf.additions <= context else 0.0
        else:
            score -= 8.0
    if leaf.other:
        score -= 1.0
    return score + (0.3 if leaf.vague else 0.0) + (0.2 if leaf.default else 0.0)


def _seventh(found: dict[str, Node], side: str | None, context: frozenset[str], phase: str) -> str:
    """The seventh character: phase of care and fracture kind for injuries, else what the meanings say."""
    if "A" in found:
        return _episode(found, context, phase)
    if {"1", "2", "3", "9"} <= set(found) and "right eye" in found["1"].title.lower():
        return {"right": "1", "left": "2", "bilateral": "3"}.get(side or "", "9")
    scores = {}
    for place, (character, node) in enumerate(found.items()):
        meaning = node.title.rpartition(", ")[2]
        words = features(meaning) - NOISE - {"stage"}
        plain = bool(re.search(r"unspecified|not applicable|without|stable", meaning, re.IGNORECASE))
        scores[character] = (2 * len(words & context) + (1 if plain else 0) - 0.5 * len(words - context), -place)
    return max(scores, key=lambda character: scores[character])


def _episode(found: dict[str, Node], context: frozenset[str], phase: str) -> str:
    """Active treatment, subsequent care by healing, or sequela, each by the kind of fracture (OG I.C.19.a, I.C.19.c)."""
    if phase == "sequela" and "S" in found:
        return "S"
    kind = 0 if "open" not in context else 2 if "grade iii" in context else 1
    healing = next((word for word in ("nonunion", "malunion", "delayed") if word in context), "")
    if phase == "subsequent" or healing:
        letters = HEALING[healing]
        return next((one for one in (letters[kind], letters[0], "D") if one in found), "A")
    return next((one for one in ("ABC"[kind], "ABC"[min(kind, 1)]) if one in found), "A")
