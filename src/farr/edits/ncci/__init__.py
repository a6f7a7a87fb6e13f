"""NCCI procedure-to-procedure edits: pairs of codes that one provider does not bill for one day."""
