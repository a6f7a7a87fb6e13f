"""farr: medical coding, the whole loop in one install."""

__version__ = "0.1.0"
