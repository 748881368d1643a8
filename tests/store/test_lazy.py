"""A unit that reads what it is asked for answers as one that has read everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.units import HERE, overlay
from tripower.core.kinds import Kind
from tripower.core.records import Event, Record
from tripower.core.resources import sample_unit
from tripower.core.unit import Unit
from tripower.mechanisms.kinds import KINDS
from tripower.store.lazy import LazyUnit
from tripower.store.source import FolderSource, Source, given
from tripower.store.unit import load, load_folder

FOLDERS = sorted(
    one.parent
    for one in HERE.glob("*/bad/expected.txt")
    if not (one.parent / "district.yaml").exists()
)


def subjects(unit: Unit) -> Iterator[tuple[str, str]]:
    """Every record, and one of each kind that is not there."""
    for kind, held in unit.records.items():
        yield from ((kind, key) for key in held)
        yield kind, "nobody-has-this"


def everywhere(record: Record) -> tuple[tuple[str, str], str]:
    return record.subject, repr(record)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: "/".join(folder.parts[-2:]))
def test_it_answers_as_the_unit_that_has_read_everything(folder: Path) -> None:
    same(overlay(folder))


def test_so_it_does_for_a_year_of_a_unit() -> None:
    same(dict(FolderSource(sample_unit())))


def same(files: dict[str, bytes]) -> None:
    whole = load(files, KINDS)
    for kind, key in subjects(whole):
        lazy = LazyUnit(given(files), KINDS)  # a new one each time: what was read before may help
        assert lazy.records[kind].get(key) == whole.records[kind].get(key)
        assert lazy.origins.get((kind, key)) == whole.origins.get((kind, key))
        assert set(map(everywhere, lazy.naming((kind, key)))) == set(
            map(everywhere, whole.naming((kind, key)))
        )


@pytest.mark.parametrize("kind", KINDS.kinds, ids=lambda kind: kind.name)
def test_it_gives_all_of_a_kind_in_the_same_order(kind: Kind) -> None:
    whole, lazy = load_folder(sample_unit(), KINDS), LazyUnit(FolderSource(sample_unit()), KINDS)
    assert lazy.all(kind.record) == whole.all(kind.record)
    for record in whole.all(kind.record):
        fields = {name: getattr(record, name) for name in record.id_fields}
        assert lazy.where(kind.record, **fields) == [record]
        first = dict([next(iter(fields.items()))])
        assert lazy.where(kind.record, **first) == whole.where(kind.record, **first)
        for _, to, key in record.links():
            assert lazy.linked(kind.record, (to, key)) == whole.linked(kind.record, (to, key))


def test_a_look_at_one_matter_reads_its_own_files_only() -> None:
    class Watched(Source):
        def __init__(self) -> None:
            self.under = FolderSource(sample_unit())
            self.seen: list[str] = []

        def inside(self, folder: str):  # type: ignore[no-untyped-def]
            return self.under.inside(folder)

        def __getitem__(self, path: str) -> bytes:
            self.seen.append(path)
            return self.under[path]

    source = Watched()
    unit = LazyUnit(source, KINDS)
    assert unit.records["matter"]["M-2024-3"]
    events = [path for path in source.seen if "/" in path]
    assert {path.rpartition("/")[0] for path in events} == {"matters/2024/M-2024-3"}


def test_a_correction_that_no_longer_names_the_matter_takes_the_meeting_away() -> None:
    """Found in review: the file that names it is corrected by one that does not."""
    whole = load_folder(sample_unit(), KINDS)
    meeting = next(m for m in whole.all(KINDS.by_name["meeting"].record) if isinstance(m, Event))
    path = whole.origin(meeting).path
    named = meeting.agenda[0]  # type: ignore[attr-defined]
    data = whole.files[path]
    corrected = data.replace(named.encode(), b"M-other") + (
        f"supersedes:\n  path: {path}\n  sha256: {whole.sha256(meeting)}\n  reason: 写错\n".encode()
    )
    files = {**whole.files, path.replace(".yaml", "~2.yaml"): corrected}
    lazy, full = LazyUnit(given(files), KINDS), load(files, KINDS)
    kind = type(meeting)
    assert lazy.linked(kind, ("matter", named)) == full.linked(kind, ("matter", named))
    assert meeting.key not in {one.key for one in lazy.linked(kind, ("matter", named))}


def test_the_same_id_in_two_folders_is_told() -> None:
    """Minutes are named by their own id, their file by the meeting's."""
    files = dict(FolderSource(sample_unit()))
    again = files["meetings/2024/K-2024-1/minutes.yaml"].replace(b"K-2024-1", b"K-9")
    more = given({**files, "meetings/2024/K-9/minutes.yaml": again})
    codes = {
        one.code for one in LazyUnit(more, KINDS).problems_of(["meetings/2024/K-9/minutes.yaml"])
    }
    assert "twice" in codes


def test_an_id_behind_an_escape_is_found() -> None:
    files = {"meetings/2024/K-1/meeting.yaml": b'meeting_id: K-1\nagenda: ["M-\\u0031"]\n'}
    lazy = LazyUnit(given(files), KINDS)
    shelf = lazy._shelf
    list(shelf.saying(KINDS.by_name["meeting"], "M-1"))
    assert "meetings/2024/K-1/meeting.yaml" in shelf._loaded
