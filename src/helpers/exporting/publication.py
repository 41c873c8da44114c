"""Publication, under the name that exports were first written with."""

from helpers.publication import Publication, read_publication

__all__ = ["Publication", "read_publication"]
