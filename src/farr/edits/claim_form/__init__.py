"""Edits on what a claim form can hold: numbers, dates, units, charges, pointers, places and types of bill."""
