"""The errors that a user can mend; the command line shows them without a traceback."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in an input: where it stands, what was found, what to do.

    `row` is that of a table and `line` that of a text. `at` are the keys that lead to an entry of
    a YAML file, from which helpers.entry_lines finds its line.
    """

    file: str
    found: str
    todo: str = ""
    row: int | None = None
    column: str | None = None
    line: int | None = field(default=None, compare=False)
    at: tuple[str | int, ...] = field(default=(), compare=False, repr=False)

    def __str__(self) -> str:
        place = [self.file]
        if self.line is not None:
            place.append(f"line {self.line}")
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.found}" + (f"; {self.todo}" if self.todo else "")


class InputError(Exception):
    """An input cannot be used; `problems` lists every reason at once (exit code 2)."""

    def __init__(self, problems: list[Problem] | Problem):
        self.problems = [problems] if isinstance(problems, Problem) else list(problems)
        super().__init__("\n".join(map(str, self.problems)))


class BuildError(Exception):
    """The report could not be built; the last good one stays (exit code 1)."""
