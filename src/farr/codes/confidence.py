"""The score of a suggestion: how likely a coder is to keep the code."""

from __future__ import annotations

from farr.codes.candidate import Candidate

TRUST = {"synonym": 0.08, "title": 0.08, "inclusion term": 0.05}
ASSESSED = 0.72
MENTIONED = {"present": 0.3, "possible": 0.15, "historical": 0.15}
BESIDE_ASSESSMENT = 0.1
EXTERNAL = "VWXY"
EXTERNAL_CAUSE = 0.2


def confidence(candidate: Candidate, reportable: bool, assessed: bool) -> float:
    """Probability that a coder keeps the code, 0 to 1.

    The trained layer's calibrated probability says whether the words mean the code.  On a claim it is averaged with the
    rule-based prior, for the assessment speaks for codes that the training corpus rarely had.  A mention beside an
    assessment that does not name it is seldom coded, whatever its words mean.  External causes are
    coded where a payer or a state asks for them.
    """
    prior = ASSESSED if reportable else MENTIONED.get(candidate.assertion, 0.05)
    prior += TRUST.get(candidate.facts[0].origin, 0.0) + 0.02 * min(4, len(candidate.facts) - 1)
    prior += 0.04 if candidate.supported else 0.0
    if candidate.code[0] in EXTERNAL and not reportable:
        return EXTERNAL_CAUSE
    if candidate.score is None:
        return round(min(prior, 0.97), 3)
    if reportable and assessed:
        return round(min((prior + candidate.score) / 2, 0.97), 3)
    return round(candidate.score * (BESIDE_ASSESSMENT if assessed else 1.0), 3)
