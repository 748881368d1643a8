"""Plain text is made from the page alone: everything that is shown is there, and lines up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripower.publish.blocks import blocks
from tripower.publish.layout import fit, width, wrap
from tripower.publish.text import COLUMNS, plain_text
from tripower.publish.words import Bound, Words

CHARACTERS = st.text(st.sampled_from("分工，。（「纪要a b1 -é𠮷"), max_size=60)


@given(CHARACTERS, st.integers(2, 40))
def test_wrapping_loses_nothing_and_fits(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= columns for line in lines)


def test_no_line_begins_with_a_closing_mark() -> None:
    assert wrap("分工方案，由", 8) == ["分工方", "案，由"]
    assert wrap("通过（甲）了", 7) == ["通过", "（甲）", "了"]


@given(st.lists(st.integers(1, 120), min_size=1, max_size=8))
def test_columns_give_way_until_they_fit(natural: list[int]) -> None:
    widths = fit(natural, COLUMNS)
    assert sum(widths) + 2 * (len(widths) - 1) <= COLUMNS
    assert all(small <= given for small, given in zip(widths, natural, strict=True))


def test_a_number_and_a_digest_stay_whole() -> None:
    names = "".join(f"<td>{'示例区' * 6}</td>" for _ in range(4))
    row = f"<tr>{names}<td>68.17–70.57</td><td>（1,234,567.89）</td></tr>"
    told = plain_text(f"<table>{row}</table>")
    assert "68.17–70.57" in told
    assert "（1,234,567.89）" in told
    assert max(map(width, told.splitlines())) <= COLUMNS
    digest = "0123456789abcdef" * 4
    for html in (
        f"<dl><dt>{'摘要值' * 4}<dd>{digest}</dl>",
        f"<table><tr><td>1</td><td>{'会议纪要' * 4}<td>a/b.yaml<br>{digest}</tr></table>",
    ):
        assert digest in plain_text(html)
        assert max(map(width, plain_text(html).splitlines())) <= COLUMNS


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        ("500000.00", "50万", "500,000"),
        ("12340000", "1,234万", "12,340,000"),
        ("505000", "505,000", "505,000"),
        ("500000.50", "500,000.50", "500,000.50"),
    ],
)
def test_a_bound_is_named_in_round_numbers(amount: str, zh: str, en: str) -> None:
    shown = [Words(lang).show(Bound(Decimal(amount))) for lang in ("zh", "en")]
    assert shown == [zh, en]


def test_chinese_tables_line_up() -> None:
    cells = "".join(
        f"<tr><td>{name}</td><td>{post}</td><td>x</td></tr>"
        for name, post in (("甄诚", "局长"), ("Li", "纪检组长"), ("欧阳明", "x"))
    )
    lines = plain_text(f"<table>{cells}</table>").splitlines()
    assert len({width(line) for line in lines}) == 1


def test_a_cell_over_several_rows_leaves_room_below() -> None:
    html = (
        "<table><caption>T</caption><tr><th rowspan=2>甄诚<td>a<td rowspan=2>1</tr>"
        "<tr><td>b</tr><tr><td>贾石<td>c<td>2</tr></table>"
    )
    (table,) = blocks(html)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["甄诚", "a", "1"],
        ["", "b", ""],
        ["贾石", "c", "2"],
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("loose text", "loose text\n"),
        ("<p>a<br>b</p>", "a\nb\n"),
        ("<dl><dt>n<dd>1<dd>2</dl>", "n  1\n   2\n"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</ul>", "- a\n  b\n- c\n"),
        ("<blockquote>one\n  two</blockquote>", "  | one\n  |   two\n"),
        ("<head><title>t</title></head><p>a &lt;b&gt; &amp;amp;</p>", "a <b> &amp;\n"),
        ("<script>no()</script><p>unclosed", "unclosed\n"),
    ],
)
def test_whatever_a_page_holds_is_read(html: str, expected: str) -> None:
    assert plain_text(html) == expected
