"""What lies beside the records and never enters the history: answers of raters, by the million.

It is in the folder `.data`, which git is told to leave alone; only its digest is on record.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tripower.core.answer import refuse
from tripower.core.digests import sha256
from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.core.records import Digest
from tripower.store.digest import file_digest
from tripower.store.tables import missing

FOLDER = ".data"
NOTE = Path(FOLDER, ".gitignore")
_TYPES = {"str": "String", "int32": "Int32", "int64": "Int64"}


def table_bytes(columns: Mapping[str, Sequence[Any]], types: Mapping[str, str]) -> bytes:
    """A table as a Parquet file; its columns have the given types, int64 where none is given."""
    try:
        import polars
    except ImportError as error:
        raise missing("polars") from error
    schema = {name: getattr(polars, _TYPES[types.get(name, "int64")]) for name in columns}
    table = polars.DataFrame(dict(columns), schema=schema, strict=True)
    file = io.BytesIO()
    table.write_parquet(file, compression="zstd", statistics=True)
    return file.getvalue()


@contextmanager
def laid_aside(folder: Path, data: bytes, *parts: str) -> Iterator[Path]:
    """Keep a file in `.data` once what is done within has come through; else nothing is left."""
    path = aside(folder, *parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    _unseen(folder)
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)  # a link there would be written through
    try:
        with new.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield path
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def aside(folder: Path, *parts: str) -> Path:
    """Where a file of that name lies beside the records; refuses where `.data` leads elsewhere."""
    path = folder.joinpath(FOLDER, *parts)
    if any((folder / step).is_symlink() for step in (*_steps(*parts), NOTE)):
        text = N_("{path} leads out of the folder; put a folder there, not a link")
        raise refuse(text, code=Exit.UNREADABLE, path=f"{FOLDER}/")
    return path


def verified(folder: Path, digest: Digest, *parts: str) -> Path:
    """The file, once its digest is the one on record; refuses (5) where it is another."""
    path = aside(folder, *parts)
    shown = "/".join((FOLDER, *parts))
    if not path.is_file():
        text = N_("{path} is not here; import the answers again, or copy it from where it was kept")
        raise refuse(text, code=Exit.UNREADABLE, path=shown)
    if (found := file_digest(path)) != digest:
        text = N_("{path} is not what was imported: SHA-256 {found}, on record {digest}")
        raise refuse(text, code=Exit.BROKEN, path=shown, found=found, digest=digest)
    return path


def digest_of(data: bytes) -> Digest:
    """The SHA-256 of bytes."""
    return Digest(sha256(data))


def _steps(*parts: str) -> Iterator[Path]:
    here = Path(FOLDER)
    yield here
    for part in parts:
        here /= part
        yield here


def _unseen(folder: Path) -> None:
    """Tell git to leave the folder alone."""
    note = folder / NOTE
    if not note.exists():
        note.write_text("*\n", encoding="utf-8")
