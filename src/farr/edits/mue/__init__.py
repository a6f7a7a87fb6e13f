"""Medically unlikely edits: the most units of a code."""
