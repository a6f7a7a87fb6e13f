"""Edits on services that are billed twice."""
