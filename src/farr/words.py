"""Words of clinical text brought to one form, so that a note and a term meet.

Both sides pass through :func:`normal`: lower case, no accents, American spelling, singular.  Small words carry no
meaning here and fall away, and so do the words of side (right, left, bilateral), which are kept apart as an attribute.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

WORD = re.compile(r"[sShH]/[pPoO](?![^\W_])|\d+\.\d+[A-Za-z]?(?![^\W_])|[^\W_]+(?:['’][^\W\d_]+)?|[+%&]")
SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "at",
        "on",
        "to",
        "his",
        "her",
        "their",
        "its",
        "our",
        "your",
        "my",
        "s",
        "this",
        "that",
        "these",
        "those",
    ]
)
LETTERED = frozenset(
    [
        "hepatitis",
        "vitamin",
        "influenza",
        "type",
        "group",
        "hemophilia",
        "factor",
        "class",
        "grade",
        "stage",
        "streptococcus",
        "strep",
        "flu",
    ]
)
SIDES = {
    "right": "right", "rt": "right", "left": "left", "lt": "left", "bilateral": "bilateral", "bilaterally": "bilateral",
    "both": "bilateral", "bilat": "bilateral", "right-sided": "right", "left-sided": "left",
}  # fmt: skip
IRREGULAR = {
    "metastases": "metastasis", "diagnoses": "diagnosis", "vertebrae": "vertebra", "bronchi": "bronchus",
    "thrombi": "thrombus", "emboli": "embolus", "calculi": "calculus", "foci": "focus", "nuclei": "nucleus",
    "diverticula": "diverticulum", "feet": "foot", "teeth": "tooth", "women": "woman", "men": "man",
    "children": "child", "nevi": "nevus", "naevi": "nevus", "naevus": "nevus", "bullae": "bulla", "bursae": "bursa",
    "papillae": "papilla", "ganglia": "ganglion", "bacteria": "bacterium", "fungi": "fungus", "testes": "testis",
    "varices": "varix", "indices": "index", "criteria": "criterion", "atria": "atrium", "septa": "septum",
    "menisci": "meniscus", "hernias": "hernia", "herniae": "hernia", "verrucae": "verruca", "comedones": "comedo",
    "phalanges": "phalanx", "larynges": "larynx", "sinuses": "sinus", "viruses": "virus", "abscesses": "abscess",
    "psychoses": "psychosis", "neuroses": "neurosis", "axes": "axis", "biceps": "biceps", "triceps": "triceps",
    "diabetes": "diabetes", "herpes": "herpes", "rabies": "rabies", "scabies": "scabies", "caries": "caries",
    "series": "series", "pubes": "pubes", "gases": "gas", "lice": "louse", "always": "always", "has": "has", "was": "was",
    "does": "does", "as": "as", "its": "its", "his": "his", "this": "this", "yes": "yes", "mumps": "mumps",
    "measles": "measles", "hives": "hives", "shingles": "shingles", "pancreas": "pancreas", "bowels": "bowel",
}  # fmt: skip
SAME = {
    "renal": "kidney", "hepatic": "liver", "pulmonary": "lung", "cardiac": "heart", "gastric": "stomach", "cutaneous": "skin",
    "ocular": "eye", "disk": "disc", "ii": "2", "iii": "3", "tumour": "neoplasm", "tumor": "neoplasm", "tumoral": "neoplasm",
    "carcinoma": "cancer", "cerebral": "brain",
    "mammary": "breast", "colonic": "colon", "vesical": "bladder", "prostatic": "prostate", "uterine": "uterus",
    "ovarian": "ovary", "pancreatic": "pancreas", "thyroidal": "thyroid", "esophageal": "esophagus", "laryngeal": "larynx",
    "testicular": "testis", "bronchial": "bronchus", "splenic": "spleen", "rectal": "rectum", "tibial": "tibia",
    "humeral": "humerus", "ulnar": "ulna", "fibular": "fibula", "clavicular": "clavicle", "scapular": "scapula",
    "patellar": "patella", "metastatic": "metastasis", "valvular": "valve",
    "femoral": "femur", "duodenal": "duodenum",
    "haemorrhagic": "hemorrhage", "hemorrhagic": "hemorrhage", "bleed": "hemorrhage", "bleeding": "hemorrhage",
    "elevation": "elevated", "raised": "elevated", "increased": "elevated", "high": "elevated",
    "decreased": "low", "reduced": "low", "diminished": "low",
}  # fmt: skip
BRITISH = (
    (re.compile(r"ae(?=m|d[^a]|sth|tiol|c(?:al|um|es))"), "e"),
    (re.compile(r"oe(?=de|soph|str|liac|t[ua]|nter)"), "e"),
    (re.compile(r"rrhoe"), "rrhe"),
    (re.compile(r"^(tum|col|lab|behavi|od|hum|fav|neighb|vap|arm)our"), r"\1or"),
    (re.compile(r"(gyn|orthop|encyclop|h|isch|leuk|an|p|f|arch|c)ae"), r"\1e"),
    (re.compile(r"coeli"), "celi"),
    (re.compile(r"caes"), "ces"),
    (re.compile(r"^(fib|cent|lit|met|tit)re(s?)$"), r"\1er\2"),
    (re.compile(r"sulph"), "sulf"),
    (re.compile(r"(?<=[a-z]{3})lys(?=e[ds]?$|ing$)"), "lyz"),
    (re.compile(r"(?<=[a-z]{4})is(?=e[ds]?$|ing$|ation)"), "iz"),
)
MAYBE_BRITISH = re.compile(r"ae|oe|our|sulph|re|lys(?:ed?|ing)|is(?:e|ing|ation)")
ISE_STAYS = frozenset(
    [
        "exercise",
        "exercised",
        "exercises",
        "disease",
        "diseased",
        "bruise",
        "bruised",
        "noise",
        "raise",
        "raised",
        "cruise",
        "rise",
    ]
)
MEMO_LIMIT = 100_000
_memo: dict[str, str] = {}


class Word(NamedTuple):
    """A word that counts: its normal form and where it stands in the text."""

    form: str
    start: int
    end: int


def normal(word: str) -> str:
    """The one form of a word: ``Haemorrhages`` and ``hemorrhage`` are the same."""
    form = _memo.get(word)
    if form is None:
        if len(_memo) >= MEMO_LIMIT:
            _memo.clear()
        form = _memo[word] = _normal(word)
    return form


def _normal(word: str) -> str:
    form = word.lower()
    if not form.isascii():
        form = "".join(c for c in unicodedata.normalize("NFKD", form.replace("’", "'")) if not unicodedata.combining(c))
    form = form.removesuffix("'s").replace("'", "")
    if len(form) < 3 or not form[0].isalpha():
        return SAME.get(form, form)
    if form in IRREGULAR:
        return IRREGULAR[form]
    if len(form) > 4 and form not in ISE_STAYS and MAYBE_BRITISH.search(form):
        for pattern, replacement in BRITISH:
            form = pattern.sub(replacement, form)
    form = _singular(form)
    return SAME.get(form, form)


def _singular(form: str) -> str:
    if len(form) < 4 or not form.endswith("s") or form.endswith(("ss", "us", "is")):
        return form
    if form.endswith("oses"):
        return form[:-2] + "is"
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith(("sses", "xes", "ches", "shes", "zes")):
        return form[:-2]
    return form[:-1]


def words(text: str) -> list[Word]:
    """All words of a text in normal form, small words and sides included."""
    known = _memo.get
    found = []
    for match in WORD.finditer(text):
        written = match.group()
        start, end = match.span()
        found.append(Word(known(written) or normal(written), start, end))
    return found


def forms(text: str) -> list[str]:
    """Normal forms of the words that carry meaning: what terms and titles are compared by."""
    found: list[str] = []
    for match in WORD.finditer(text):
        form = normal(match.group())
        if form not in SIDES and not is_small(form, found[-1] if found else ""):
            found.append(form)
    return found


def is_small(form: str, before: str) -> bool:
    """True for a word without meaning of its own; ``A`` behind ``hepatitis`` or ``group`` is not one."""
    return form in SMALL and not (form == "a" and before in LETTERED)


NUMBERED = frozenset(["stage", "type", "grade", "class", "group", "category", "degree"])


def features(text: str) -> frozenset[str]:
    """Forms for telling codes apart: a number belongs to the word before it (``stage 3``), and what the text says is not
    there (``without esophagitis``) does not count."""
    found: list[str] = []
    for form in forms(DENIED.sub(" ", text)):
        if found and found[-1] in NUMBERED and (form[0].isdigit() or form in ROMAN):
            found[-1] = f"{found[-1]} {ROMAN.get(form, form)}"
        else:
            found.append(form)
    return frozenset(found)


ROMAN = {"i": "1", "iv": "4", "v": "5", "one": "1", "two": "2", "three": "3", "four": "4"}
DENIED = re.compile(r"\b(?:without|no|not|denies|negative for|absence of)\b[^,;.:]*", re.IGNORECASE)


def side_of(text: str) -> str | None:
    """The side that a phrase names: ``right``, ``left``, ``bilateral`` (also where both are named), or None."""
    sides = {SIDES[form] for match in WORD.finditer(text) if (form := match.group().lower()) in SIDES}
    if not sides:
        return None
    return sides.pop() if len(sides) == 1 else "bilateral"
