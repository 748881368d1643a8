"""Every command in the documents runs and answers as shown; UPDATE_GOLDEN=1 rewrites answers."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.docs.player import ROOT, Played, play, recipe
from tests.docs.shown import rewritten, same
from tripower.cli.console import Step, steps

YEAR = "sample-unit/year.md"
PATTERNS = ("README*.md", "docs/guide*.md", "CONTRIBUTING*.md", YEAR)
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix() for glob in PATTERNS for path in ROOT.glob(glob)
)
CHINESE = re.compile("[\u4e00-\u9fff]")


def language(markdown: str) -> str:
    """The language of the reader: Chinese where a fifth of the prose is."""
    prose = re.sub(r"```.*?```", "", markdown, flags=re.DOTALL)
    return "zh" if 5 * len(CHINESE.findall(prose)) > len(prose) else "en"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh folder with the sample unit in it, and nothing set but what a document exports."""
    shutil.copytree(ROOT / "sample-unit", tmp_path / "sample-unit")
    for name in [name for name in os.environ if name.startswith("TRIPOWER_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_answers_as_shown(
    document: str, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    markdown = (ROOT / document).read_text(encoding="utf-8")
    monkeypatch.setenv("TRIPOWER_LANG", language(markdown))
    if document == YEAR:  # `tripower demo` says where
        monkeypatch.setenv("TRIPOWER_UNIT", str(desk / "unit"))
    played = [_played(document, step) for step in steps(markdown)]
    if os.environ.get("UPDATE_GOLDEN"):
        real = [(one.step, one.text) for one in played]
        (ROOT / document).write_text(rewritten(markdown, real), encoding="utf-8")
        return
    wrong = [_told(document, one) for one in played if not _as_shown(one)]
    assert not wrong, "\n".join(wrong)


def _played(document: str, step: Step) -> Played:
    one = play(step)
    assert (one.code != 0) == step.fails, _told(document, one)
    return one


def _as_shown(one: Played) -> bool:
    return not one.step.output.strip() or same(one.step.output, one.text)


def _told(document: str, one: Played) -> str:
    where = f"{document}:{one.step.line}: {' '.join(one.step.words)}"
    return f"{where}\n(status {one.code}) answers:\n{one.text}"


def test_the_guide_says_the_same_in_both_languages() -> None:
    texts = [
        (ROOT / f"docs/{name}").read_text(encoding="utf-8") for name in ("guide.md", "guide.zh.md")
    ]
    english, chinese = ([_verbs(step) for step in steps(text)] for text in texts)
    assert english == chinese
    headings = [re.findall(r"^#+ ", text, re.MULTILINE) for text in texts]
    assert headings[0] == headings[1]


def _verbs(step: Step) -> tuple[str, ...]:
    """A command without its texts, which are in the reader's language."""
    return tuple(word for word in step.words if re.fullmatch(r"-{0,2}[a-z]+", word))


def test_a_cut_line_stands_for_any_number_of_lines() -> None:
    real = "first\nsecond 0123456789\nthird \n\n"
    assert same("first\n…\nthird", real)
    assert same("first\nsecond abcdef0123\n  …\nthird", real)
    assert not same("first\nthird", real)
    assert not same("…\nsecond", real)


def test_only_what_nobody_cut_is_rewritten() -> None:
    told = "```console\n$ tripower a\nold\n$ tripower b \\\n    c\nold\n…\n$ tripower d\n```\nend\n"
    now = rewritten(told, [(step, "new\nmore\n") for step in steps(told)])
    assert now == told.replace("a\nold", "a\nnew\nmore")


def test_what_a_document_says_of_make_is_in_the_makefile() -> None:
    makefile = "demo:\n\t@sh setup.sh\n\t@$(python) -m tripower demo build/demo\n\ntest:\n\t@x\n"
    assert [*recipe(f"\n{makefile}", "demo")] == [["demo", "build/demo"]]
    with pytest.raises(AssertionError):
        play(next(steps("```console\n$ make coffee\n```\n")))


def test_a_command_that_is_refused_where_nobody_says_so_is_named_with_its_line(desk: Path) -> None:
    (wrong,) = steps("A story.\n\n```console\n$ tripower check --unit nowhere\n```\n")
    with pytest.raises(AssertionError, match=r"story\.md:4: tripower check --unit nowhere"):
        _played("story.md", wrong)
    (lawful,) = steps("```console\n$ tripower rule DEC-06 || true\n```\n")
    with pytest.raises(AssertionError, match=r"story\.md:2"):
        _played("story.md", lawful)
