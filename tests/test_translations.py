"""Texts travel from the source to .pot, .po and .mo, and come out the same every time."""

from __future__ import annotations

import gettext
import os
import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tripower.cli.language import localise
from tripower.cli.main import root
from tripower.cli.messages import extra_messages, help_texts

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "scripts" / "messages.py"
PO = Path("tripower/locale/zh/LC_MESSAGES/tripower.po")


@pytest.fixture
def tools() -> dict[str, Any]:
    return runpy.run_path(str(SCRIPT))


@pytest.fixture
def house(tmp_path: Path) -> Path:
    write(tmp_path, "tripower/votes.py", 'A = N_("not " "enough votes")\nB = f"never {A}"\n')
    write(
        tmp_path, "templates/notices/d1.html", '{{ _("Passed") }} {% trans %}Signed{% endtrans %}'
    )
    write(tmp_path, str(PO), 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n')
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def collect(tools: dict[str, Any], house: Path, *extra: tuple[str, str]) -> str:
    pot = house / "tripower/locale/tripower.pot"
    tools["write_catalogue"](pot, tools["template"](house, extra))
    tools["update_all"](house)
    return pot.read_text(encoding="utf-8")


def translated(house: Path, text: str) -> str:
    with (house / PO).with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext(text)


def test_texts_of_code_templates_and_the_running_program_are_found(
    tools: dict[str, Any], house: Path
) -> None:
    pot = collect(tools, house, ("tripower/cli/messages.py", "A quorum is two thirds."))
    texts = ("not enough votes", "Passed", "Signed", "A quorum is two thirds.")
    assert all(f'msgid "{text}"' in pot for text in texts)
    assert "#: templates/notices/d1.html\n" in pot
    assert "never" not in pot


def test_moving_a_text_within_its_file_changes_nothing(tools: dict[str, Any], house: Path) -> None:
    before = collect(tools, house), (house / PO).read_bytes()
    write(house, "tripower/votes.py", '\n\n\nA = N_("not enough votes")\n')
    assert (collect(tools, house), (house / PO).read_bytes()) == before


def test_a_translation_survives_an_update_and_is_compiled(
    tools: dict[str, Any], house: Path
) -> None:
    collect(tools, house)
    po = (house / PO).read_text(encoding="utf-8")
    write(house, str(PO), po.replace('"Passed"\nmsgstr ""', '"Passed"\nmsgstr "通过"'))
    collect(tools, house, ("tripower/cli/messages.py", "New"))
    tools["compile_all"](house)
    assert translated(house, "Passed") == "通过"
    assert translated(house, "New") == "New"


def test_a_catalogue_is_compiled_again_only_when_it_is_newer(
    tools: dict[str, Any], house: Path
) -> None:
    collect(tools, house)
    tools["compile_all"](house)
    mo = (house / PO).with_suffix(".mo")
    mo.write_bytes(b"as it was")
    os.utime(house / PO, (1, 1))
    tools["compile_all"](house)
    assert mo.read_bytes() == b"as it was"
    os.utime(mo, (0, 0))
    tools["compile_all"](house)
    assert translated(house, "Passed") == "Passed"


def test_a_template_that_does_not_parse_is_an_error(tools: dict[str, Any], house: Path) -> None:
    write(house, "templates/broken.html", "{% if %}")
    with pytest.raises(Exception, match="Expected an expression"):
        collect(tools, house)


def read_catalogue(path: Path, locale: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def forms(text: Any) -> tuple[str, ...]:
    """One form, or those for one and many."""
    return text if isinstance(text, tuple) else (text,)


def places(text: Any) -> set[str]:
    found = (re.findall(r"\{\w+(?:![rs])?\}|%\(\w+\)s", form) for form in forms(text))
    return {place for one in found for place in one}


def filled_alike(message: Message) -> bool:
    """The same places; Chinese has one form for one and many, and need not use all of both."""
    source, target = places(message.id), places(message.string)
    return target == source or (isinstance(message.id, tuple) and target < source)


def test_every_text_of_the_program_is_in_the_template(tools: dict[str, Any]) -> None:
    held = read_catalogue(ROOT / "tripower/locale/tripower.pot")
    made = tools["template"](ROOT, tools["extra_messages"]())
    gone = [m.id for m in held if m.id and m.id not in made]
    new = [m.id for m in made if m.id and m.id not in held]
    assert (new, gone) == ([], []), "run scripts/messages.py extract update"


def test_every_text_has_a_chinese_one_with_the_same_places_to_fill() -> None:
    chinese = read_catalogue(ROOT / PO, "zh")
    template = read_catalogue(ROOT / "tripower/locale/tripower.pot")
    held = {m.id: chinese.get(m.id) for m in template if m.id}
    told = {text: m for text, m in held.items() if m is not None and all(forms(m.string))}
    assert sorted(str(text) for text in held if text not in told) == []
    assert [(m.id, m.string) for m in told.values() if not filled_alike(m)] == []


def test_what_a_command_says_in_chinese_leaves_its_english_alone() -> None:
    before = set(extra_messages())
    command = root("zh")
    assert "新建和更正各类记录。" in set(help_texts(localise(command, "zh")))
    assert set(extra_messages()) == before
