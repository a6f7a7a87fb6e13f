"""Bytes to documents, with sections and sentences; offsets are never lost."""
