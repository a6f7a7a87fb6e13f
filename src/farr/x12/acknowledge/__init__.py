"""Answers to received X12: the 999 for groups and sets, the 277CA for claims."""

from farr.x12.acknowledge.claims import claim_acknowledgement
from farr.x12.acknowledge.envelope import Answer
from farr.x12.acknowledge.implementation import implementation_acknowledgement
from farr.x12.acknowledge.results import Results

__all__ = ["Answer", "Results", "claim_acknowledgement", "implementation_acknowledgement"]
