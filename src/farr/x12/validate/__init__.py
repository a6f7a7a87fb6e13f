"""The check of X12 files, WEDI SNIP types 1 to 7."""

from farr.x12.validate.checker import Listener, Outcome, run
from farr.x12.validate.codesets import CodeSets, NoCodeSets
from farr.x12.validate.companion import CompanionRule, read_companion
from farr.x12.validate.rules import Rule, rules

__all__ = ["CodeSets", "CompanionRule", "Listener", "NoCodeSets", "Outcome", "Rule", "read_companion", "rules", "run"]
