"""Samples of known truth, and what the program's tests and intervals say of them."""
