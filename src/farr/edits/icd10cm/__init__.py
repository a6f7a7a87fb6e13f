"""Edits on ICD-10-CM codes: validity, conventions of the Tabular List, sequence."""
