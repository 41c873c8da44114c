"""Two waves' books held beside each other: numbers, verdicts, sentences."""
