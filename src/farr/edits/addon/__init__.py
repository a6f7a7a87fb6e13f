"""Edits on add-on codes, which need a primary service."""
