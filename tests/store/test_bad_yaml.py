"""Each bad input of one file: refused with its line, or accepted with a warning."""

from __future__ import annotations

import pytest

from tripower.core.messages import fill
from tripower.store.text import MAX_BYTES, MAX_PROBLEMS, decode
from tripower.store.yaml_nodes import MAX_EVENTS
from tripower.store.yaml_read import read

BOMB = b"a: &a [x, x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (i, i) for i in range(40))
RECORD = "name: 甄诚\npost: 局长\n"

# An input that made the reader explode would not fail here but never come to an end.
REFUSED = {
    "alias bomb": (BOMB, "yaml-anchor", 1),
    "alias": (b"a: 1\nb: *a\n", "yaml-alias", 2),
    "merge key": (b"a: 1\n<<: {b: 2}\n", "yaml-merge", 2),
    "5,000 levels of [": (b"a: 1\nb: " + b"[" * 5000, "too-deep", 2),
    "5,000 levels of {": (b"{" * 5000, "too-deep", 1),
    "5,000 levels of -": (b"- " * 5000, "too-deep", 1),
    "17 levels": (b"".join(b"  " * i + b"a:\n" for i in range(18)), "too-deep", 17),
    "too many values": (b"a:\n" + b"- x\n" * MAX_EVENTS, "too-many-values", 19_997),
    "too large": (b"a: " + b"x" * MAX_BYTES, "too-large", 1),
    "empty": (b"", "empty-file", 1),
    "only a mark": (b"\xef\xbb\xbf", "empty-file", 1),
    "only comments": (b"# nothing yet\n\n", "empty-file", 1),
    "only a start": (b"---\n", "empty-file", 1),
    "list at the root": (b"# members\n- a\n", "not-a-mapping", 2),
    "text at the root": (b"\njust words\n", "not-a-mapping", 2),
    "tab to indent": (b"a:\n\tb: 1\n", "tab-indentation", 2),
    "tab in the middle": (b"a:\n  b: 1\n\tc: 1\n", "tab-indentation", 3),
    "open quote": (b'a: 1\nb: "x\nc: 2\n', "yaml-syntax", 4),
    "bad escape": (b'a: "\\q"\n', "yaml-syntax", 1),
    "huge escape": (b'a: "\\UFFFFFFFF"\n', "yaml-syntax", 1),
    "bad indentation": (b"a: 1\n  b: 2\n", "yaml-syntax", 2),
    "full-width colon": ("a: 1\nplace：三楼\nb: 2\n".encode(), "yaml-syntax", 2),
    "full-width colon first": ("place：三楼\nb: 2\n".encode(), "yaml-syntax", 1),
    "no space after a colon": (b"m:\n  - x: 1\n    all:yes\n    v: []\n", "yaml-syntax", 3),
    "no colon": (b"a: x\nc\nd: 1\n", "yaml-syntax", 2),
    "directive": (b"%YAML 1.1\n---\na: 1\n", "yaml-directive", 1),
    "unknown directive": (b"# c\n%FOO bar\n---\na: 1\n", "yaml-directive", 2),
    "tag": (b"a: 1\nb: !!python/object:os.system x\n", "yaml-tag", 2),
    "bare tag": (b"a: ! x\n", "yaml-tag", 1),
    "anchor": (b"a: 1\nb: &x 2\n", "yaml-anchor", 2),
    "second document": (b"a: 1\n---\nb: 2\n", "yaml-documents", 2),
    "duplicate key": (b"a: 1\nb:\n  c: 1\n  c: 2\n", "duplicate-key", 4),
    "duplicate on a line": (b"a: {b: 1, b: 2}\n", "duplicate-key", 1),
    "duplicate in two forms": ("é: 1\ne\u0301: 2\n".encode(), "duplicate-key", 2),
    "list as a key": (b"a: 1\n[x, y]: 2\n", "yaml-key", 2),
    "question mark": (b"a: 1\n? b\n: 2\n", "yaml-key", 2),
    "no name": (b"a: 1\n: 2\n", "yaml-key", 2),
    "UTF-16 with a mark": (RECORD.encode("utf-16"), "encoding", 1),
    "UTF-16 LE": (RECORD.encode("utf-16-le"), "encoding", 1),
    "UTF-16 BE": (RECORD.encode("utf-16-be"), "encoding", 1),
    "UTF-32": (RECORD.encode("utf-32"), "encoding", 1),
    "GBK": (("a: 1\n" + RECORD).encode("gbk"), "encoding", 2),
    "broken UTF-8": (RECORD.encode()[:-2] + b"\n", "encoding", 2),
    "NUL": (b"a: 1\nb: x\x00y\n", "control-character", 2),
    "escape": (b"a: \x1b[2J\n", "control-character", 1),
    "lone CR": (b"a: 1\rb: 2\n", "control-character", 1),
    "NEL": ("a: 1\nb: x\u0085y\n".encode(), "control-character", 2),
    "line separator": ("a: 1\u2028b: 2\n".encode(), "control-character", 1),
    "lone surrogate": (b"a: 1\nb: \xed\xa0\x80\n", "lone-surrogate", 2),
    "bidi": ("a: 1\nb: no\u202eyes\n".encode(), "bidi-control", 2),
    "zero width": ("a: 甄\u200b诚\n".encode(), "invisible-character", 1),
    "BOM inside": ("a: 1\nb: \ufeffx\n".encode(), "invisible-character", 2),
    "Kangxi radical": ("a: 1\nb: ⼈\n".encode(), "radical-character", 2),
    "CJK radical": ("⺠: 1\n".encode(), "radical-character", 1),
    "escaped NUL": (b'a: 1\nb: "\\0"\n', "control-character", 2),
    "escaped surrogate": (b'a: "\\ud800"\n', "lone-surrogate", 1),
    "escaped zero width": (b'a: "\\u200b"\n', "invisible-character", 1),
}


@pytest.mark.parametrize(("data", "code", "line"), REFUSED.values(), ids=REFUSED)
def test_bad_input_is_refused_with_its_line(data: bytes, code: str, line: int) -> None:
    parsed = read(data, "matters/2024/M-1/matter.yaml")
    assert parsed.tree is None
    assert (code, line) in [(p.code, p.line) for p in parsed.problems]


@pytest.mark.parametrize(("data", "code", "line"), REFUSED.values(), ids=REFUSED)
def test_each_problem_can_be_acted_on(data: bytes, code: str, line: int) -> None:
    for problem in read(data, "a.yaml").problems:
        text = fill(problem.message, problem.args, "en")
        assert "{" not in text.replace("{char}", ""), text
        assert problem.path == "a.yaml"
        assert problem.column >= 1
        assert problem.next


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-16", "UTF-16 LE"),
        ("utf-16-be", "UTF-16 BE"),
        ("utf-16-le", "UTF-16 LE"),
        ("utf-32", "UTF-32 LE"),
        ("gb18030", "GBK/GB18030"),
    ],
)
def test_the_encoding_is_named(encoding: str, name: str) -> None:
    [problem] = decode(RECORD.encode(encoding), "a.yaml").problems
    assert problem.args == {"encoding": name}


def test_damaged_chinese_is_not_taken_for_gbk() -> None:
    data = (RECORD * 5).encode().replace("局".encode(), "局".encode()[:2], 1)
    [problem] = decode(data, "a.yaml").problems
    assert problem.args == {"encoding": "broken UTF-8"}
    assert (problem.line, problem.column) == (2, 7)


def test_a_character_is_named_where_it_stands() -> None:
    [problem] = decode("a: 1\nb: 𠮷\u200b\n".encode(), "a.yaml").problems
    assert (problem.line, problem.column) == (2, 5)
    assert problem.args == {"char": "U+200B", "name": "ZERO WIDTH SPACE"}


def test_all_problems_come_in_one_pass_in_the_order_of_the_file() -> None:
    data = "a: &x 1\na: 2\nb: !t 3\nc: x\u200b\n<<: 4\nd: 'open\n".encode()
    found = [(p.line, p.code) for p in read(data, "a.yaml").problems]
    assert found == [
        (1, "yaml-anchor"),
        (2, "duplicate-key"),
        (3, "yaml-tag"),
        (4, "invisible-character"),
        (5, "yaml-merge"),
        (7, "yaml-syntax"),
    ]


@pytest.mark.parametrize("line", ["a: \u200b\n", "- &a x\n"])
def test_a_file_full_of_problems_is_not_listed_to_its_end(line: str) -> None:
    problems = read((line * 5000).encode(), "a.yaml").problems
    assert len(problems) <= MAX_PROBLEMS * 2 + 2
    assert "too-many-problems" in [p.code for p in problems]


ACCEPTED = {
    "BOM": (b"\xef\xbb\xbfa: 1\n", {"a": "1"}, [("bom", 1)]),
    "outside the basic plane": ("name: 𠮷田\n".encode(), {"name": "𠮷田"}, []),
    "not normalised": (
        "a: 1\nname: Rene\u0301\n".encode(),
        {"a": "1", "name": "René"},
        [("not-normalised", 2)],
    ),
    "name not normalised": ("e\u0301: 1\n".encode(), {"é": "1"}, [("not-normalised", 1)]),
    "vote": (b"vote: no\nlevel: 1.10\n", {"vote": "no", "level": "1.10"}, []),
    "texts": (
        b"a: 2024-01-01\nb: 0123\nc: ~\nd: null\ne: true\nf: .nan\n",
        {"a": "2024-01-01", "b": "0123", "c": "~", "d": "null", "e": "true", "f": ".nan"},
        [],
    ),
    "nothing": (b"a:\nb: ''\nc: [ ]\nd:\n-\n", {"a": None, "b": "", "c": [], "d": [None]}, []),
    "blocks": (b"a: |\n  x\n  y\nb: >-\n  x\n  y\n", {"a": "x\ny\n", "b": "x y"}, []),
    "CRLF": (b"a: 1\r\nb: |\r\n  x\r\n  y\r\n", {"a": "1", "b": "x\ny\n"}, []),
    "16 levels": (b"{a: " + b"[" * 15 + b"]" * 15 + b"}", None, []),
    "start and end": (b"---\na: 1\n...\n", {"a": "1"}, []),
    "quoted <<": (b'"<<": 1\n', {"<<": "1"}, []),
}


@pytest.mark.parametrize(("data", "tree", "warned"), ACCEPTED.values(), ids=ACCEPTED)
def test_good_input_is_text_as_written(
    data: bytes, tree: dict[str, object] | None, warned: list[tuple[str, int]]
) -> None:
    parsed = read(data, "a.yaml")
    assert parsed.tree is not None
    assert tree is None or parsed.tree == tree
    assert [(p.code, p.line) for p in parsed.problems] == warned
    assert all(p.warning for p in parsed.problems)


SAID = {
    "full-width colon": ("a: 1\nplace：三楼\nb: 2\n", "`place：` ends with a full-width colon"),
    "no space": ("a: 1\nm:\n  - all:yes\n    v: 1\n", "after the colon of `all:`"),
    "open quote": ('a: "x\nb: 2\n', "opened in line 1 is not closed"),
    "open bracket": ("a: [1, 2\n", "closing bracket is missing"),
    "indented": ("a:\n  - x\n  b: 1\n", "not indented as those"),
    "second colon": ("a: b: c\n", "a second colon stands here"),
    "quote within": ("a: '这是'不是'\n", "after the closing quotation mark"),
    "backtick": ("a: `x`\n", "cannot begin with this character"),
    "backslash": ('a: "\\q"\n', "a backslash is used"),
}


@pytest.mark.parametrize("name", SAID)
def test_broken_yaml_is_told_in_our_own_words(name: str) -> None:
    text, said = SAID[name]
    [problem] = read(text.encode(), "a.yaml").problems
    assert said in fill(problem.message, problem.args, "en")
    assert "{" not in fill(problem.next, problem.args, "en")
