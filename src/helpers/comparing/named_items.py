"""Named items: which items of the questionnaire an expression or a cell of code is about."""

from __future__ import annotations

import ast

from helpers.building.chapters import Chapter


class NamedItems:
    """Items by the names that a chapter's code gives them: `a, b = primary["x", "y"]`."""

    def __init__(self, chapter: Chapter, items: set[str]):
        self.items, self.names = items, {}
        for _, cell in chapter.cells:
            if cell["cell_type"] == "code":
                for node in _tree(cell["source"]).body:
                    if isinstance(node, ast.Assign):
                        self._assign(node)

    def of(self, code: str) -> set[str]:
        """Items that an expression or a cell names, by themselves or by names given before."""
        return self._in(_tree(code))

    def _in(self, tree: ast.AST) -> set[str]:
        found = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and node.value in self.items:
                found.add(node.value)
            elif isinstance(node, ast.Name):
                found |= self.names.get(node.id, set())
        return found

    def _assign(self, node: ast.Assign) -> None:
        target = node.targets[0]
        if isinstance(target, ast.Name):
            self.names[target.id] = self._in(node.value)
        elif isinstance(target, ast.Tuple):
            parts = _parts(node.value, len(target.elts))
            for name, part in zip(target.elts, parts, strict=True):
                if isinstance(name, ast.Name):
                    self.names[name.id] = self._in(part)


def _tree(code: str) -> ast.Module:
    """Code as a tree; an empty one for what a notebook understands and Python does not."""
    try:
        return ast.parse(code)
    except SyntaxError:
        return ast.Module([], [])


def _parts(value: ast.expr, count: int) -> list[ast.expr]:
    """The part of a value that each of several names gets; all of it where that is not plain."""
    inner = value.slice if isinstance(value, ast.Subscript) else value
    if isinstance(inner, ast.Tuple) and len(inner.elts) == count:
        return inner.elts
    return [value] * count
