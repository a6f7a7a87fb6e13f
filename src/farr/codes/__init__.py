"""Facts to complete, valid codes with evidence: specificity, combination, reportability, sequence."""
