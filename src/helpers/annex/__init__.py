"""The statistical annex: every test of a chapter beside its alternatives."""
