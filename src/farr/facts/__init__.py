"""Document to facts: what is said, where in the text, asserted how, of whom, which side, how acute."""
