"""A folder from a stranger: listed in order, and nothing that leads elsewhere is opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tripower.core.findings import Problem
from tripower.store.paths import Reader, list_files, valid_id
from tripower.store.text import MAX_BYTES


def write(folder: Path, path: str, data: bytes = b"a: 1\n") -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def codes(folder: Path, limit: int = 50_000) -> list[tuple[str, str]]:
    return [(p.code, p.path) for p in list_files(folder, limit).problems]


def read(folder: Path, path: str) -> bytes | Problem:
    with Reader(folder) as reader:
        return reader.read(path)


def test_files_are_listed_in_order_without_hidden_ones(tmp_path: Path) -> None:
    for path in ("unit.yaml", "matters/2024/M-2/m.yaml", "matters/2024/M-1/m.yaml", "a.txt"):
        write(tmp_path, path)
    write(tmp_path, ".git/config")
    write(tmp_path, "matters/.hidden")
    (tmp_path / "empty").mkdir()

    listing = list_files(tmp_path)

    assert listing.problems == ()
    assert listing.files == [
        "a.txt",
        "matters/2024/M-1/m.yaml",
        "matters/2024/M-2/m.yaml",
        "unit.yaml",
    ]


def test_links_pipes_and_second_names_are_refused_and_not_read(tmp_path: Path) -> None:
    outside = write(tmp_path, "outside/secret.yaml")
    unit = tmp_path / "unit"
    write(unit, "a.yaml")
    (unit / "link.yaml").symlink_to(outside)
    (unit / "folder").symlink_to(outside.parent)
    os.mkfifo(unit / "pipe.yaml")
    os.link(outside, unit / "second.yaml")

    assert list_files(unit).files == ["a.yaml"]
    assert codes(unit) == [
        ("symlink", "folder"),
        ("symlink", "link.yaml"),
        ("special-file", "pipe.yaml"),
        ("hard-link", "second.yaml"),
    ]
    for path, code in {
        "link.yaml": "symlink",
        "folder/secret.yaml": "symlink",
        "pipe.yaml": "special-file",
        "second.yaml": "hard-link",
    }.items():
        assert refusal(read(unit, path)) == code


def test_a_device_is_refused() -> None:
    assert refusal(read(Path("/dev"), "null")) == "special-file"


NAMES = [
    "-rf",
    "a\\b",
    "CON",
    "con.yaml",
    "lpt1.txt",
    "a.",
    "a ",
    " a",
    "new\nline",
    "bell\x07",
    "hid\u200bden",
    "⼈.yaml",
]


@pytest.mark.parametrize("name", NAMES)
def test_an_unsafe_name_is_refused_and_shown_spelt_out(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    listing = list_files(tmp_path)
    assert listing.files == []
    assert [p.code for p in listing.problems] == ["unsafe-name"]
    assert listing.problems[0].path.isprintable()


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    try:
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.yaml"))).write_bytes(b"")
    except OSError:  # a file system that takes only UTF-8 cannot hold this name
        return
    assert codes(tmp_path) == [("unsafe-name", "\\udcff.yaml")]


@pytest.mark.parametrize(
    "path", ["../x", "/etc/passwd", "a/../../x", "a//b", "", "./a", "a/", "a\0b"]
)
def test_a_path_out_of_the_folder_leads_nowhere(tmp_path: Path, path: str) -> None:
    write(tmp_path, "x")
    write(tmp_path, "a/b")
    (tmp_path / "unit/a").mkdir(parents=True)
    assert refusal(read(tmp_path / "unit", path)) == "missing-file"


@pytest.mark.parametrize(("one", "two"), [("A.yaml", "a.yaml"), ("é.yaml", "e\u0301.yaml")])
def test_names_that_look_the_same_are_refused(tmp_path: Path, one: str, two: str) -> None:
    write(tmp_path, f"m/{one}")
    if (tmp_path / "m" / two).exists():  # a file system that takes them for one file
        return
    write(tmp_path, f"m/{two}")
    [(code, path)] = codes(tmp_path)
    assert code == "same-name"
    assert path in (f"m/{one}", f"m/{two}")


def test_a_folder_with_too_many_names_is_not_walked(tmp_path: Path) -> None:
    for number in range(6):
        write(tmp_path, f"m/{number}")
        write(tmp_path, f"n/{number % 5}")
    assert codes(tmp_path, limit=5) == [("folder-too-big", "m")]
    assert len(list_files(tmp_path, limit=5).files) == 5


def test_folders_inside_each_other_end_somewhere(tmp_path: Path) -> None:
    write(tmp_path, "d/" * 20 + "a.yaml")
    assert codes(tmp_path) == [("folder-too-deep", "/".join("d" * 17))]


def test_reading(tmp_path: Path) -> None:
    write(tmp_path, "m/a.yaml", b"a: 1\n")
    write(tmp_path, "m/empty.yaml", b"")
    write(tmp_path, "m/large.yaml", b"x" * (MAX_BYTES * 2))
    assert read(tmp_path, "m/a.yaml") == b"a: 1\n"
    assert read(tmp_path, "m/empty.yaml") == b""
    assert read(tmp_path, "m/large.yaml") == b"x" * (MAX_BYTES + 1)
    assert refusal(read(tmp_path, "m")) == "folder-for-file"
    assert refusal(read(tmp_path, "m/none.yaml")) == "missing-file"
    assert refusal(read(tmp_path, "m/a.yaml/b")) == "missing-file"
    assert refusal(read(tmp_path, "/".join(["d" * 200] * 40))) in (
        "missing-file",
        "unreadable-file",
    )


def test_reading_leaves_nothing_open(tmp_path: Path) -> None:
    write(tmp_path, "m/a.yaml")
    before = len(list(Path("/dev/fd").iterdir()))
    for path in ("m/a.yaml", "m/none", "m", "none/a", "m/a.yaml/b"):
        read(tmp_path, path)
    assert len(list(Path("/dev/fd").iterdir())) == before


@pytest.mark.parametrize(
    "text", ["M-2024-001", "甄诚", "二〇二四", "𠮷", "a.b", "_x", "1", "a" * 64, "COM", "Ürümqi"]
)
def test_a_good_id(text: str) -> None:
    assert valid_id(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "../x", "/abs", "a/b", "a\\b", "CON", "con", "nul.x", "-rf", ".a", "a.", "a..b"),
        *("a b", "a\n", "a\x00", "a" * 65, "a:b", "a*"),
        *("甄\u200b诚", "⼈", "e\u0301", "Ａ", "１", "㋿", "\u1160"),
    ],
)
def test_a_bad_id(text: str) -> None:
    assert not valid_id(text)


def refusal(answer: bytes | Problem) -> str:
    assert isinstance(answer, Problem)
    assert answer.next
    return answer.code
