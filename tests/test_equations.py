"""Equations: MathML in the page, nothing loaded, and a fault where TeX cannot be read."""

import pytest
from extended_book import page, written

from helpers.errors import BuildError

EQUATIONS = r"""# Equations

A share {math}`p_i < 1` in a line.

```{math}
:label: mean

\bar{x} = \frac{\sum_i w_i x_i}{\sum_i w_i}
```

```{math}
a &= b \\
c &= d
```

See {eq}`mean`.
"""


@pytest.fixture(scope="module")
def equations(tmp_path_factory):
    return page(written(tmp_path_factory.mktemp("book"), equations=EQUATIONS), "equations")


def test_equations_are_mathml_in_the_page(equations):
    in_line, alone, aligned = equations.select("article math")
    assert in_line.parent.name == "p" and in_line.get_text().split() == ["p", "i", "<", "1"]
    assert alone["display"] == "block" and alone.select("mfrac munder, mfrac msub, mover")
    assert [len(row.select("mtd")) for row in aligned.select("mtr")] == [2, 2]


def test_a_numbered_equation_has_its_number_name_and_link(equations):
    frame = equations.select_one("#equation-mean")
    assert frame["aria-label"] == "Equation 1" and frame["tabindex"] == "0"
    assert frame.select_one(".eqno").get_text().startswith("(1)")
    assert equations.select_one('a.internal[href="#equation-mean"]').get_text() == "(1)"


def test_no_script_is_loaded_for_them(equations):
    assert "mathjax" not in " ".join(tag.get("src", "") for tag in equations.select("script"))
    assert not [tag for tag in equations.select("[src]") if tag["src"].startswith("http")]


@pytest.mark.parametrize(
    "code", [r"\nosuchcommand{x}", r"\frac{a", r"a} \{", r"\begin{nosuch} a \end{nosuch}"]
)
def test_what_cannot_be_shown_stops_the_build(tmp_path, code):
    with pytest.raises(BuildError, match=r"bad.md.*cannot be shown"):
        written(tmp_path, bad=f"# Bad\n\n```{{math}}\n{code}\n```\n")
