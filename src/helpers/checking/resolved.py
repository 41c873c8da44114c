"""Resolved: what a notebook's names stand for, so that two pages can be held side by side.

`change` on one page and `primary.changes` on another are both
`Edition(wave, phase='primary').changes` once every name is replaced by what it was given.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from helpers.building.chapters import Chapter, tags_of
from helpers.building.inline_text import EXPRESSION

ANY_ORDER = {"of", "shares"}  # methods whose items may come in any order


@dataclass(frozen=True)
class Use:
    """An expression of a page, or the last line of a code cell: as it is written and resolved."""

    place: str
    before: int
    written: str
    resolved: ast.expr | None
    shown: bool = False  # by a code cell
    lost: bool = False  # in a code cell, but not where Jupyter shows it

    @property
    def key(self) -> str:
        """Text that is the same for the same expression on every page; "" where it is no Python."""
        return ast.unparse(self.resolved) if self.resolved is not None else ""


@dataclass
class Names:
    """Names of a notebook while its cells are gone through; `idle` are those that nobody used."""

    given: dict[str, ast.expr] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)
    idle: list[tuple[str, str]] = field(default_factory=list)

    def give(self, target: ast.expr, value: ast.expr, place: str) -> None:
        """Remember an assignment; each name of several has its own part of the value."""
        if isinstance(target, ast.Tuple | ast.List):
            parts = _split(value, len(target.elts))
            for number, (name, part) in enumerate(zip(target.elts, parts, strict=True)):
                self.give(name, part if part is not None else _part(value, number), place)
        elif isinstance(target, ast.Name):
            if target.id in self.waiting:
                self.idle.append((target.id, self.waiting[target.id]))
            self.given[target.id] = value
            self.waiting[target.id] = place

    def resolve(self, node: ast.expr) -> ast.expr:
        """A copy of an expression with every known name replaced; the names count as used."""
        return _ordered(_Replaced(self).visit(ast.parse(ast.unparse(node), mode="eval").body))


class _Replaced(ast.NodeTransformer):
    def __init__(self, names: Names):
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        self.names.waiting.pop(node.id, None)
        return self.names.given.get(node.id, node)


class _Ordered(ast.NodeTransformer):
    """Unpacks `*[...]` in calls and lists, and sorts items where their order means nothing."""

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        node.args = _unpacked(node.args)
        name = getattr(node.func, "attr", "")
        if name in ANY_ORDER:
            node.args = sorted(map(self._sorted, node.args), key=ast.unparse) if name == "of" else [
                self._sorted(arg) for arg in node.args
            ]  # fmt: skip
        return node

    def visit_List(self, node: ast.List) -> ast.expr:
        self.generic_visit(node)
        return ast.List(_unpacked(node.elts), node.ctx)

    def visit_Tuple(self, node: ast.Tuple) -> ast.expr:
        self.generic_visit(node)
        return ast.Tuple(_unpacked(node.elts), node.ctx)

    @staticmethod
    def _sorted(node: ast.expr) -> ast.expr:
        if not isinstance(node, ast.List | ast.Tuple):
            return node
        return ast.List(sorted(node.elts, key=ast.unparse), ast.Load())


def uses(chapter: Chapter) -> tuple[list[Use], list[tuple[str, str]]]:
    """Every expression of a chapter in order, and names given in it that nobody uses."""
    names, found = Names(), []
    for before, cell in chapter.cells:
        if cell["cell_type"] == "code":
            found += _code(cell, before, names)
        elif cell["cell_type"] == "markdown":
            found += _expressions(cell, before, names)
    return found, [*names.idle, *((name, place) for name, place in names.waiting.items())]


def _code(cell: dict, before: int, names: Names) -> Iterator[Use]:
    is_parameter = "parameters" in tags_of(cell)
    nodes = _parsed(cell["source"])
    for node in nodes:
        place = f"cell {cell['id']}, line {node.lineno}"
        if isinstance(node, ast.Assign) and not is_parameter:
            value = names.resolve(node.value)
            for target in node.targets:
                names.give(target, value, place)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            value = names.resolve(ast.BinOp(node.target, node.op, node.value))
            names.give(node.target, _added(value), place)
        elif isinstance(node, ast.Expr):
            lost = node is not nodes[-1]
            written, resolved = ast.unparse(node.value), names.resolve(node.value)
            yield Use(place, before, written, resolved, shown=not lost, lost=lost)


def _expressions(cell: dict, before: int, names: Names) -> Iterator[Use]:
    for number, line in enumerate(cell["source"].splitlines(), 1):
        for written in EXPRESSION.findall(line):
            nodes = _parsed(written)
            is_one = len(nodes) == 1 and isinstance(nodes[0], ast.Expr)
            resolved = names.resolve(nodes[0].value) if is_one else None
            yield Use(f"cell {cell['id']}, line {number}", before, written, resolved)


def _parsed(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError:  # the build says where; it has nothing to tell here
        return []


def _ordered(node: ast.expr) -> ast.expr:
    return ast.fix_missing_locations(_Ordered().visit(node))


def _unpacked(nodes: list[ast.expr]) -> list[ast.expr]:
    found = []
    for node in nodes:
        inner = node.value if isinstance(node, ast.Starred) else None
        found += inner.elts if isinstance(inner, ast.Tuple | ast.List) else [node]
    return found


def _split(value: ast.expr, number: int) -> list[ast.expr | None]:
    """Parts of a value that is given to several names, None where they cannot be told."""
    if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == number:
        return list(value.elts)
    several = isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Tuple)
    if several and len(value.slice.elts) == number:
        return [ast.Subscript(value.value, part, ast.Load()) for part in value.slice.elts]
    return [None] * number


def _part(value: ast.expr, number: int) -> ast.expr:
    return ast.Subscript(value, ast.Constant(number), ast.Load())


def _added(value: ast.expr) -> ast.expr:
    """Two tuples or lists that are added, as one."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        left, right = _added(value.left), _added(value.right)
        if isinstance(left, ast.Tuple | ast.List) and isinstance(right, ast.Tuple | ast.List):
            return ast.Tuple([*left.elts, *right.elts], ast.Load())
    return value
