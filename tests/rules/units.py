"""The base unit with a few files changed: how the tests of rules say what they mean."""

from __future__ import annotations

import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent


def overlay(folder: Path) -> dict[str, bytes]:
    """The files of the base unit with those of a folder over them."""
    files = _files(HERE / "base")
    if folder.name != "base":
        files.update(_files(folder))
        gone = folder / ".absent"
        for path in gone.read_text(encoding="utf-8").split() if gone.is_file() else ():
            del files[path]
    return files


def district(example: Path, folder: Path) -> Path:
    """Lay down a district: its `district.yaml`, and each unit as the base with its own files."""
    folder.mkdir(parents=True)
    shutil.copyfile(example / "district.yaml", folder / "district.yaml")
    for unit in sorted(one for one in example.iterdir() if one.is_dir()):
        for path, data in overlay(unit).items():
            target = folder / unit.name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    paths = sorted(p for p in folder.rglob("*.yaml") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}
