"""Answers of payers: matched to claims, balanced, explained, and turned into proposals and work; nothing is posted here."""

from farr.remittance.matching import Filed, Shelf
from farr.remittance.outcomes import outcomes

__all__ = ["Filed", "Shelf", "outcomes"]
