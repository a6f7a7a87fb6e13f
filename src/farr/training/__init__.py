"""Training: coded documents in, the trained layer's artefact out.  Seeded, in plain Python, the same result every time."""
