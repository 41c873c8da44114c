"""Equations: TeX made into MathML, which browsers show without a script.

A Sphinx extension, chosen by `html_math_renderer: mathml`. Sphinx's own way loads MathJax from
another machine.
"""

from __future__ import annotations

import re

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> dict:
    """Make the renderer known; what comes back tells Sphinx that pages may be made side by side."""
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def visit_math(self, node: nodes.math) -> None:
    """Write an equation in a line of text."""
    self.body.append(_mathml(node, as_block=False))
    raise nodes.SkipNode


def visit_math_block(self, node: nodes.math_block) -> None:
    """Write an equation on its own, in a frame that scrolls, with its number and link."""
    number = get_node_equation_number(self, node) if node["number"] else ""
    named = {"role": "region", "aria-label": f"Equation {number}".strip(), "tabindex": "0"}
    self.body.append(self.starttag(node, "div", CLASS="table-scroll equation", **named))
    self.body.append(_mathml(node, as_block=True))
    if number:
        self.body.append(f'<span class="eqno">({number})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode


def _mathml(node: nodes.Element, as_block: bool) -> str:
    code = node.astext().strip()
    try:
        _check_braces(code)
        return tex2mathml(code, as_block=as_block)
    except MathError as error:
        logger.warning("the equation %s cannot be shown: %s", code, error, location=node)
        return ""


def _check_braces(code: str) -> None:
    """Raise MathError where braces do not pair: the parser lets a missing one pass."""
    plain = re.sub(r"\\.", "", code)
    depths = [plain[:end].count("{") - plain[:end].count("}") for end in range(len(plain) + 1)]
    if min(depths) < 0 or depths[-1]:
        raise MathError("an opening or closing brace is missing")
