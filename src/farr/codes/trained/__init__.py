"""The trained layer: what coders made of which words, learnt from coded documents, and how far to trust each candidate."""
