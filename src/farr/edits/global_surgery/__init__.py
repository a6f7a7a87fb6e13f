"""Edits on the global surgical package and on surgeons beside the surgeon."""
