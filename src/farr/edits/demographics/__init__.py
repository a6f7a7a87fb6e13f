"""Edits on who the patient is: sex and age against what is coded."""
