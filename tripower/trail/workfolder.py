"""Files in a folder, read and replaced without ever following a link.

Every step down is opened relative to the folder before it, so that nobody can put a
link in the way between the check and the use.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tripower.core.messages import N_
from tripower.trail import paths
from tripower.trail.errors import TrailError

TEMPORARY = ".tripower.tmp"  # one name suffices: whoever writes holds the lock

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_NOT_PLAIN = (errno.ELOOP, errno.ENOTDIR, errno.EMLINK, errno.EISDIR, errno.ENXIO)


def read(root: Path, path: str) -> bytes | None:
    """The bytes of a plain file, or None where there is no such file.

    Raises TrailError where a link, a folder or a device stands at the path or above it.
    """
    with _plain_only(path):
        try:
            with _parent(root, path, create=False) as (folder, name):
                handle = os.open(name, _READ, dir_fd=folder)
        except FileNotFoundError:
            return None
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise OSError(errno.EISDIR, "not a plain file")
        with os.fdopen(handle, "rb") as file:
            return file.read()


def write(root: Path, path: str, data: bytes) -> None:
    """Put a file in place at once and for good: temporary file, sync, rename, sync."""
    with _plain_only(path), _parent(root, path, create=True) as (folder, name):
        with suppress(FileNotFoundError):  # what a killed run may have left
            os.unlink(TEMPORARY, dir_fd=folder)
        try:
            _create(folder, TEMPORARY, data)
            os.replace(TEMPORARY, name, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError:
            with suppress(FileNotFoundError):
                os.unlink(TEMPORARY, dir_fd=folder)
            raise
        os.fsync(folder)


def remove(root: Path, path: str) -> None:
    """Delete a file, if it is there, and the folders that become empty by it."""
    with suppress(FileNotFoundError), _plain_only(path):
        with _parent(root, path, create=False) as (folder, name):
            os.unlink(name, dir_fd=folder)
            os.fsync(folder)
        _prune(root, path)


def remove_temporary(root: Path, path: str) -> None:
    """Delete what a killed `write` of this path may have left beside it."""
    parent = _parent(root, path, create=False)
    with suppress(FileNotFoundError), _plain_only(path), parent as (folder, _):
        os.unlink(TEMPORARY, dir_fd=folder)


def sync_folder(folder: Path) -> None:
    """Make new and removed names in a folder survive a power cut."""
    _sync(os.open(folder, _FOLDER))


def sync_file(path: Path) -> None:
    """Make the contents of a file survive a power cut."""
    _sync(os.open(path, _READ))


def _sync(handle: int) -> None:
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _create(folder: int, name: str, data: bytes) -> None:
    with os.fdopen(os.open(name, _CREATE, 0o666, dir_fd=folder), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _parent(root: Path, path: str, *, create: bool) -> Iterator[tuple[int, str]]:
    """An open handle of the folder that holds the path, and the name in it."""
    *above, name = paths.split(path)
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in above:
            below = _step_down(handle, part, create=create)
            os.close(handle)
            handle = below
        yield handle, name
    finally:
        os.close(handle)


def _step_down(folder: int, name: str, *, create: bool) -> int:
    if create:
        with suppress(FileExistsError):
            os.mkdir(name, dir_fd=folder)
            os.fsync(folder)
    return os.open(name, _FOLDER, dir_fd=folder)


def _prune(root: Path, path: str) -> None:
    parts = paths.split(path)
    for count in range(len(parts) - 1, 0, -1):
        try:
            with _parent(root, "/".join(parts[:count]), create=False) as (folder, name):
                os.rmdir(name, dir_fd=folder)
        except OSError:  # not empty: it stays, and so do those above it
            return


@contextmanager
def _plain_only(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _NOT_PLAIN:
            raise
        raise TrailError(
            N_("`{path}` cannot be used: a link, a folder or a device is in the way"),
            {"path": path},
        ) from error
