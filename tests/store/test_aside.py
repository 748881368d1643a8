"""What lies beside the records: digests, and links that lead out of the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tripower.core.answer import Refused
from tripower.core.exits import Exit
from tripower.store.aside import aside, digest_of, laid_aside, verified

PARTS = ("polls", "R-1", "general.parquet")


def lay(folder: Path, data: bytes = b"answers") -> Path:
    with laid_aside(folder, data, *PARTS) as path:
        pass
    return path


def test_a_file_is_taken_only_with_its_own_digest(tmp_path: Path) -> None:
    path = lay(tmp_path)
    assert verified(tmp_path, digest_of(b"answers"), *PARTS) == path
    path.write_bytes(b"others")
    with pytest.raises(Refused) as told:
        verified(tmp_path, digest_of(b"answers"), *PARTS)
    assert told.value.answer.code == Exit.BROKEN
    path.unlink()
    with pytest.raises(Refused) as told:
        verified(tmp_path, digest_of(b"answers"), *PARTS)
    assert told.value.answer.code == Exit.UNREADABLE


@pytest.mark.parametrize(
    "link", [".data", ".data/polls", ".data/polls/R-1/general.parquet", ".data/.gitignore"]
)
def test_no_link_is_followed_out_of_the_folder(tmp_path: Path, link: str) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "office"
    path = folder / link
    path.parent.mkdir(parents=True)
    path.symlink_to(outside)
    with pytest.raises(Refused):
        lay(folder)
    with pytest.raises(Refused):
        aside(folder, *PARTS)
    assert not outside.exists()


def test_a_link_in_the_place_of_the_unfinished_file_is_no_way_out(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"kept")
    folder = tmp_path / "office"
    new = folder / ".data/polls/R-1/.general.parquet.new"
    new.parent.mkdir(parents=True)
    new.symlink_to(outside)
    path = lay(folder)
    assert outside.read_bytes() == b"kept"
    assert (path.is_symlink(), path.read_bytes()) == (False, b"answers")


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no"), laid_aside(tmp_path, b"x", *PARTS):
        raise OSError("no")
    assert not list((tmp_path / ".data/polls/R-1").iterdir())
