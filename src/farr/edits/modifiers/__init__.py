"""Edits on modifiers: which exist, what they may stand on, and which exclude each other."""
