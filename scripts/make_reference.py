"""Make the reference pages from the programs themselves: `make reference` runs this.

commands.md says what `report --help` says, keys.md what the schemas of data/schemas/ allow, and
phrases.md what the functions of helpers.phrases give. A test compares, so that the pages cannot
say anything else.
"""

from __future__ import annotations

import argparse
import ast
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from helpers import phrases
from helpers.commands.options import parser

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
MADE = "This page is made from the programs by `make reference`; do not edit it by hand."
COMMANDS = f"""# Commands

What `report --help` and the help of each command say, one section a command.
The command is `.venv/bin/report` in the environment that `make` makes.
{MADE}

## Exit codes

| Code | Meaning |
|---|---|
| `0` | done |
| `1` | the book could not be built, a document could not be made, or a check, an audit, a comparison of sites or the doctor found something |
| `2` | the command or an input cannot be used; everything that is wrong with it is listed |
| `130` | stopped by Ctrl-C |

After any of them but `0` the last good book stays where it is.
"""  # noqa: E501
KEYS = f"""# Keys of the files that are written by hand

Every key that the questionnaire, a wave, an edition and the exceptions of the checks may have, from their schemas in `data/schemas/`.
An editor that knows JSON Schema completes and checks them: the first line of each file says which schema it has.
[The questionnaire and wave.yml, key by key](questionnaire.md) explains them with examples.
{MADE}

`<name>` is a name that you give, and `<entry>` each entry of a list.
"""  # noqa: E501
PHRASES = f"""# Phrases

What the words of a sentence say of a number, worked out by the programs at the moment this page was made.
An author reaches them through the expressions of [Write a chapter](writing.md); none of them is typed.
{MADE}

The numbers on this page are examples and come from no survey.
"""  # noqa: E501
# Name of a schema: what it is about, and the file.
FILES = {
    "questionnaire": ("The questionnaire", "data/questionnaire.yml"),
    "wave": ("A wave", "wave.yml"),
    "edition": ("An edition", "edition.yml"),
    "exceptions": ("Exceptions of the checks", "data/exceptions.yml"),
}
TAB = "\t"  # the schema takes it as well as its name
NOUNS = {"string": "text", "number": "number", "integer": "whole number", "boolean": "true, false",
         "array": "list", "object": "keys", "null": "nothing"}  # fmt: skip
# Shares from 0 to 1, differences in percentage points, counts of measures, and what to show.
EXAMPLES: list[tuple[str, Callable[..., str], list[tuple]]] = [
    ("Shares", phrases.share_words,
     [(share,) for share in (0.0, 0.004, 0.03, 0.08, 0.1, 0.2, 0.23, 0.25, 0.28, 0.3, 0.33, 0.36,
                             0.4, 0.45, 0.49, 0.5, 0.53, 0.6, 0.65, 0.67, 0.7, 0.75, 0.8, 0.83,
                             0.9, 0.96, 0.998, 1.0, float("nan"))]),
    ("Shares with those who hold them", phrases.share_of_whom,
     [(0.75, "teachers"), (0.83, "teachers"), (0.04, "teachers"), (float("nan"), "teachers")]),
    ("Changes", phrases.change_noun, [(11,), (1,), (0,), (-8,)]),
    ("What a share did", phrases.change_verb, [(11,), (0,), (-8,)]),
    ("Where a share stands against another", phrases.position, [(14,), (0,), (-14,)]),
    ("How many times as much", phrases.times,
     [(0.6, 0.15), (0.6, 0.3), (0.55, 0.3), (0.45, 0.3), (0.3, 0.3), (0.15, 0.3), (0.01, 0.3),
      (0.3, 0.0), (float("nan"), 0.3)]),
    ("How many of several", phrases.count_of, [(8, 11), (2, 2), (0, 2), (11, 11), (0, 11)]),
    ("Lists", phrases.listing,
     [([],), (["religion"],), (["religion", "ethnicity"],),
      (["religion", "ethnicity", "locality"],)]),
]  # fmt: skip


def pages() -> dict[str, str]:
    """Text of each reference page by its file name in docs/."""
    return {"commands.md": commands_page(), "keys.md": keys_page(), "phrases.md": phrases_page()}


# --- commands -----------------------------------------------------------------------------------


def commands_page() -> str:
    """Exit codes, then each command with its options and an example."""
    return COMMANDS + "".join(_command(*command) for command in commands(parser()))


def commands(
    parsed: argparse.ArgumentParser, name: str = "report"
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command with its full name, those that have commands of their own before these."""
    for action in parsed._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                yield f"{name} {word}", below
                yield from commands(below, f"{name} {word}")


def examples(parsed: argparse.ArgumentParser) -> list[str]:
    """Command lines of a command's help; one that goes on in the next line ends in no command."""
    lines: list[str] = []
    for line in (parsed.epilog or "").removeprefix("Example: ").splitlines():
        if line.strip().startswith("report "):
            lines.append(line.strip())
        else:
            lines[-1] += f" {line.strip()}"
    return lines


def _command(name: str, parsed: argparse.ArgumentParser) -> str:
    rows = [row for action in parsed._actions if (row := _option(action))]
    table = "| Option | Meaning |\n|---|---|\n" + "".join(rows) + "\n" if rows else ""
    shown = "".join(f"$ {line}\n" for line in examples(parsed))
    return f"\n## {name}\n\n{parsed.description}\n\n{table}```console\n{shown}```\n"


def _option(action: argparse.Action) -> str:
    if isinstance(action, (argparse._HelpAction, argparse._SubParsersAction)):
        return ""
    value = action.metavar or (action.dest.upper() if action.option_strings else action.dest)
    takes = "" if action.nargs == 0 else f" {value}"
    names = ", ".join(f"`{name}{takes}`" for name in action.option_strings) or f"`{value}`"
    optional = " (may be left out)" if not action.option_strings and action.nargs == "?" else ""
    return f"| {names} | {_cell(action.help or '')}{optional} |\n"


# --- keys -----------------------------------------------------------------------------------------


def keys_page() -> str:
    """A section for each file, and in it a table for each place that has keys."""
    return KEYS + "".join(_file(name, *entry) for name, entry in FILES.items())


def _file(name: str, title: str, shown: str) -> str:
    schema = json.loads((ROOT / f"data/schemas/{name}.schema.json").read_text(encoding="utf-8"))
    about = schema["description"].partition(". ")[0].rstrip(".")
    told = f"\n## {title}\n\n`{shown}`: {about[0].lower()}{about[1:]}.\n"
    return told + "".join(_place(schema, *place) for place in places(schema, schema, ()))


def places(schema: dict, part: dict, path: tuple[str, ...]) -> Iterator[tuple[tuple, dict]]:
    """Each place of a file that has keys of its own: its path, and the part of the schema."""
    part = resolved(schema, part)
    if "properties" in part:
        yield path, part
    for key, below in part.get("properties", {}).items():
        yield from places(schema, below, (*path, key))
    if isinstance(below := part.get("additionalProperties"), dict):
        yield from places(schema, below, (*path, "<name>"))
    if "items" in part:
        yield from places(schema, part["items"], (*path, "<entry>"))


def resolved(schema: dict, part: dict) -> dict:
    """A part of a schema, or the definition that it points to."""
    name = part.get("$ref", "").removeprefix("#/definitions/")
    return schema["definitions"][name] if name else part


def _place(schema: dict, path: tuple[str, ...], part: dict) -> str:
    needed = part.get("required", [])
    rows = []
    for key, below in part["properties"].items():
        must = "yes" if key in needed else "no"
        told = below.get("description") or resolved(schema, below)["description"]
        rows.append(f"| `{key}` | {must} | {kind(schema, below)} | {_cell(told)} |\n")
    head = f"\n### `{'.'.join(path)}`\n\n{part['description']}\n" if path else ""
    return f"{head}\n| Key | Needed | Value | What it says |\n|---|---|---|---|\n{''.join(rows)}"


def kind(schema: dict, part: dict) -> str:
    """What may stand as a value, in words."""
    part = resolved(schema, part)
    if "enum" in part:
        return ", ".join(f"`{_cell(value)}`" for value in part["enum"] if value != TAB)
    if "const" in part:
        return f"`{json.dumps(part['const'])}`"
    if "oneOf" in part:
        return " or ".join(kind(schema, each) for each in part["oneOf"])
    if part.get("pattern", "").startswith("^\\d{4}-"):
        return "day"
    types = part["type"] if isinstance(part["type"], list) else [part["type"]]
    return " or ".join(NOUNS[each] for each in types)


# --- phrases --------------------------------------------------------------------------------------


def phrases_page() -> str:
    """A table for each function: what it is given, and what it says."""
    return PHRASES + "".join(_said(*example) for example in EXAMPLES)


def _said(title: str, function: Callable[..., str], given: list[tuple]) -> str:
    rows = [f"| {', '.join(map(_given, args))} | {_cell(function(*args))} |\n" for args in given]
    return f"\n## {title}\n\n| Given | Said |\n|---|---|\n{''.join(rows)}"


def _given(value: Any) -> str:
    if isinstance(value, float):
        return "too few answered" if value != value else f"`{value:.1%}`".replace(".0%", "%")
    return f"`{ast.unparse(ast.Constant(value))}`" if not isinstance(value, list) else f"`{value}`"


def _cell(text: str) -> str:
    return text.replace("|", "&#124;").replace("*", "\\*")


def main() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
        print(f"Wrote docs/{name}")


if __name__ == "__main__":
    main()
