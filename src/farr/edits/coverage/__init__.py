"""Edits on coverage: diagnoses that a service needs, services that a payer does not cover, and how often."""
