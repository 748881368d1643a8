"""Whatever stands in a record is text on the page, and nothing else."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from tests.publish.folders import dissenting, edited, files, publish, recorded
from tests.publish.test_golden import due, unit
from tripower.core.answer import Refused
from tripower.publish.blocks import blocks
from tripower.publish.notice import Edition, Rests
from tripower.publish.render import renderer

HOSTILE = [
    "{{7*7}}",
    "{% raw %}{{ page }}",
    "{page.__class__}",
    "%(name)s %s",
    "<script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    "]]>",
    "=cmd|'/c calc'!A1",
    "&lt;b&gt; &amp; \\u003cb",
    "𠮷 | `rm -rf ~`",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_titles_and_opinions_stay_literal(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "title: 2024年领导班子成员分工"
    quoted = text.replace("'", "''")
    changes = edited("matters/2024/M-1/matter.yaml", (title, f"title: '{quoted}'"))
    changes |= dissenting(text)
    unit = recorded(tmp_path / "unit", changes)
    assert publish(unit, tmp_path / "out", capsys)[0] == 0
    made = files(tmp_path / "out")
    assert f"1. {text}" in made["public/D2-J-2024-1.txt"]
    assert f"  | {text}" in made["internal/D2-J-2024-1.txt"]
    for page in (made["public/D2-J-2024-1.html"], made["internal/D2-J-2024-1.html"]):
        shown = {words for block in blocks(page) for words in block.texts()}
        assert f"1. {text}" in shown
        assert "<script" not in page and "<img" not in page
        assert page.count("</title>") == page.count("</style>") == 1
    assert text in unescape(made["internal/D2-J-2024-1.html"])


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ notice.missing }}",
        "{{ page.title.__init__.__globals__ }}",
        "{% include '../../pyproject.toml' %}",
        "{% include '/etc/hostname' %}",
        "{% if %}",
    ],
)
def test_a_template_reaches_nothing_but_its_context(template: str, tmp_path: Path) -> None:
    (tmp_path / "D1.html").write_text(template, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        renderer("en", tmp_path).page(due(unit())[0], Edition.PUBLIC, Rests())
    assert refused.value.answer.code == 2


def test_templates_of_ones_own_come_first_and_are_escaped_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "D1.html").write_text("<p>{{ '<b>' ~ page.issuer }}</p>", encoding="utf-8")
    unit = recorded(tmp_path / "unit")
    assert publish(unit, tmp_path / "out", capsys, "--templates", str(own))[0] == 0
    made = files(tmp_path / "out")
    assert made["public/D1-2024-01-08.html"] == "<p>&lt;b&gt;示例局</p>"
    assert made["public/D1-2024-01-08.txt"] == "<b>示例局\n"
    assert "Minutes of collective decisions" in made["public/D2-J-2024-1.txt"]


def test_templates_in_the_units_own_folder_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unit = recorded(tmp_path / "unit", {"templates/D1.html": "<p>mine</p>"})
    words = ("--templates", str(unit / "templates"))
    assert publish(unit, tmp_path / "out", capsys, *words)[0] == 2
    assert not (tmp_path / "out").exists()
