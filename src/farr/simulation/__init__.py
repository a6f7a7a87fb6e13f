"""Made-up counterparts for tests, training and the demo: a payer that answers claims."""

from farr.simulation.payer import Payer, Rules

__all__ = ["Payer", "Rules"]
