"""From survey files to the words, figures and pages of an evaluation report."""
