"""A built site of three pages by hand, with one of everything that a document must carry.

Its words are hostile: formulas, HTML, MyST and mathematics that must come out letter for letter.
"""

from __future__ import annotations

from pathlib import Path

HOSTILE = [
    "=1+1",
    "+44 20",
    "-2+3",
    "@SUM(A1)",
    "{eval}`1 / 0`",
    "**bold**",
    "<b>b</b> & co",
    "$x$",
]
ALT = 'Bar chart of "trust" & <b>interest</b>. Before 31%, after 57%.'
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200pt" height="50pt" viewBox="0 0 200 50">'
    '<rect width="200" height="50" fill="#fff"/><rect width="114" height="20" fill="#12436d"/>'
    '<text x="4" y="45" font-family="sans-serif" font-size="12">57%</text></svg>'
)
SIDEBAR = """<nav class="bd-links"><ul><li><a class="reference internal" href="{up}book/index.html">
A report</a></li></ul><ul><li><a class="reference internal" href="{up}notebooks/one.html">
1. One &amp; all</a></li></ul><p class="caption"><span class="caption-text">Reference</span></p>
<ul><li><a class="reference internal" href="{up}book/two.html">Two</a></li></ul></nav>"""
PAGE = """<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>
<header>Header</header>{sidebar}<main><article class="bd-article">
<section class="tex2jax_ignore mathjax_ignore" id="{name}">
<h1>{title}<a class="headerlink" href="#{name}">#</a></h1>{body}</section></article>
<footer class="prev-next-footer"><a href="x.html">next: never</a></footer></main>
<script>var never;</script></body></html>"""
LANDING = """<p>The first words. <!-- report: documents --></p>
<section id="contents"><h2>Contents<a class="headerlink" href="#contents">#</a></h2>
<p>See <a class="reference internal" href="../notebooks/one.html#fig-1-1">Figure 1.1</a>, <a
class="reference internal" href="two.html">Two</a>, <a href="../genindex.html">the index</a> and <a
class="reference external" href="https://example.org/a">a source</a>.</p></section>"""
ONE = """<div class="cell tag_parameters docutils container"></div>
<p>After Linking 57% trusted others.<a class="footnote-reference brackets" href="#note" id="id1"
role="doc-noteref"><span class="fn-bracket">[</span>1<span class="fn-bracket">]</span></a></p>
<section id="results"><h2><span class="section-number">1.1. </span>Results</h2>
<div class="cell docutils container"><div class="cell_output docutils container">
<figure class="align-default" id="fig-1-1"><a class="reference internal image-reference"
href="../_images/fig.svg"><img alt="{alt}" class="chart" src="../_images/fig.svg"/></a>
<figcaption><p><span class="caption-number">Figure 1.1 </span><span
class="caption-text">Trust and interest</span><a
class="headerlink" href="#fig-1-1">#</a></p></figcaption></figure>
<ul class="figure-notes"><li><strong>Base:</strong> 102 teachers</li>
<li><strong>Source:</strong> A survey</li></ul>
<details class="sd-dropdown"><summary><span>Data table for Figure 1.1</span><span
class="sd-summary-state-marker"><svg></svg></span></summary><div class="table-scroll" role="region"
aria-label="t" tabindex="0"><table class="report-table"><caption>Figure 1.1: Trust, per
cent</caption><thead><tr><th scope="col">Label</th><th scope="col">Base</th><th
scope="col">Share</th></tr></thead><tbody>{rows}</tbody></table></div></details></div></div></section>
<aside class="footnote-list brackets"><aside class="footnote brackets" id="note"
role="doc-footnote"><span class="label"><span class="fn-bracket">[</span><a href="#id1">1</a><span
class="fn-bracket">]</span></span><p>A note with 8 words.</p></aside></aside>"""
TWO = """<p>Words.</p><section id="contents"><h2>Contents</h2><h3>Deeper</h3>
<blockquote><div><p>Quoted.</p><p><span class="attribution">A teacher</span></p></div></blockquote>
<div class="pst-scrollable-table-container"><table class="table"><thead><tr><th class="head"><p>Term
</p></th><th class="head"><p>Meaning</p></th></tr></thead><tbody><tr><td><p>Base</p></td><td><p>Who
was asked</p></td></tr></tbody></table></div><dl class="simple glossary"><dt>base</dt>
<dd><p>number asked</p></dd></dl></section>"""


def escaped(words: str) -> str:
    """Words as they stand in HTML."""
    for letter, entity in [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")]:
        words = words.replace(letter, entity)
    return words


def small_site(folder: Path) -> Path:
    """Write the site into a folder."""
    rows = "".join(
        f'<tr><th scope="row">{escaped(label)}</th><td>{number}</td><td>{number}%</td></tr>'
        for number, label in enumerate(HOSTILE, start=11)
    )
    one = ONE.format(alt=escaped(ALT), rows=rows)
    number = '<span class="section-number">1. </span>'
    _write(folder, "book/index.html", "A report", LANDING)
    _write(folder, "notebooks/one.html", f"{number}One &amp; all", one)
    _write(folder, "book/two.html", "Two", TWO)
    (folder / "_images").mkdir()
    (folder / "_images/fig.svg").write_text(DRAWING, encoding="utf-8")
    entry = '<meta http-equiv="Refresh" content="0; url=book/index.html" />'
    (folder / "index.html").write_text(entry, encoding="utf-8")
    (folder / "genindex.html").write_text("<p>never</p>", encoding="utf-8")
    return folder


def _write(folder: Path, path: str, title: str, body: str) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    sidebar = SIDEBAR.replace("{up}", "../")
    name = target.stem
    page = PAGE.format(sidebar=sidebar, title=title, body=body, name=name)
    target.write_text(page, encoding="utf-8")
