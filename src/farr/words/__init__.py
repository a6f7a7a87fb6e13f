"""Words of clinical text brought to one form, so that a note and a term meet.

Both sides pass through :func:`normal`: lower case, no accents, American spelling, singular.  Small words carry no
meaning here and fall away, and so do the words of side (right, left, bilateral), which are kept apart as an attribute.
The functions here are those of English, the language of the code sets; :func:`language` has the others.
"""

from __future__ import annotations

from farr.words.language import WORD, Language, Word, language, languages

__all__ = [
    "SIDES", "SMALL", "WORD", "Language", "Word", "features", "forms", "is_small", "language", "languages", "normal",
    "side_of", "words",
]  # fmt: skip

_ENGLISH = language("en")
SMALL = _ENGLISH.small
SIDES = _ENGLISH.sides
normal = _ENGLISH.normal
words = _ENGLISH.words
forms = _ENGLISH.forms
is_small = _ENGLISH.is_small
features = _ENGLISH.features
side_of = _ENGLISH.side_of
