"""A program of the system that a document needs and this machine does not have."""

from __future__ import annotations


class Missing(Exception):
    """One document cannot be made here; the others can.

    `program` as people call it ("Chromium"), `purpose` what it is needed for ("the PDF"), `how`
    to install it as a whole sentence or command. An export goes on and says so at its end.
    """

    def __init__(self, program: str, purpose: str, how: str):
        super().__init__(program, purpose, how)
        self.program = program
        self.purpose = purpose
        self.how = how

    def __str__(self) -> str:
        return f"{self.program} is not installed, which {self.purpose} needs. {self.how}"
