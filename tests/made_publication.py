"""An imprint for tests of documents."""

from __future__ import annotations

from typing import Any

from helpers.publication import Publication


def publication(**changed: Any) -> Publication:
    """An imprint with some of its fields as the test asks for them."""
    fields: dict[str, Any] = {
        "title": "Schools Linking evaluation",
        "author": "The authors",
        "language": "en",
        "academic_year": "2020/21",
        "wave": "2020-21",
        "version": "1.0",
        "published": "2022-08-01",
        "notice": "The answers are not public.",
        "updates": (("2022-08-01", "First published."),),
    }
    return Publication(**(fields | changed))
