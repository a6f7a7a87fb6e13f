"""Edits on visits: which visit codes go together, where, and for whom."""
