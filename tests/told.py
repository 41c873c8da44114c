"""What is told of problems, without the line of a YAML file: for tests that look at the words."""

import re


def without_line(problem) -> str:
    """Text of a problem without the line; tests/test_entry_lines.py looks at lines."""
    return re.sub(r"^([^:]*), line \d+(?=[:,])", r"\1", str(problem))
