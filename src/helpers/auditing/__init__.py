"""Printed figures held against each other by arithmetic alone."""
