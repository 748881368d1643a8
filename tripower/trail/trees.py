"""Reading and building git trees in memory; the work folder plays no part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tripower.core.exits import Exit
from tripower.core.messages import N_
from tripower.trail import paths
from tripower.trail.errors import TrailError, explained

if TYPE_CHECKING:
    import pygit2

FILE = 0o100644
FOLDER = 0o040000

Parts = tuple[str, ...]


def blobs(tree: pygit2.Tree, above: str = "") -> Iterator[tuple[str, pygit2.Oid]]:
    """Each file under a tree, by path and blob id.

    Raises TrailError for a link, a program, a submodule or a name that is not UTF-8:
    none of them is a record, and each can trick whoever reads the folder.
    """
    for path, entry in level(tree, above):
        if entry.filemode == FOLDER:
            yield from blobs(as_tree(entry), f"{path}/")
        else:
            yield path, entry.id


def level(tree: pygit2.Tree, above: str = "") -> Iterator[tuple[str, pygit2.Object]]:
    """Each file and folder directly in a tree, by path; TrailError for anything else."""
    for entry in tree:
        path = above + _name(entry, above)
        if entry.filemode not in (FILE, FOLDER):
            raise TrailError(
                N_("`{path}` has mode {mode}; a unit holds plain files and folders only"),
                {"path": path, "mode": f"{entry.filemode:06o}"},
                Exit.BROKEN,
            )
        yield path, entry


def _name(entry: pygit2.Object, above: str) -> str:
    raw = entry.raw_name or b""
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = ""
    if not paths.stays_inside(name):
        raise TrailError(
            N_("`{folder}` holds a name that is not UTF-8, or leads elsewhere: {name}"),
            {"folder": above or ".", "name": ascii(raw)},
            Exit.BROKEN,
        )
    return name


def of_commit(git: pygit2.Repository, commit: str) -> pygit2.Tree:
    """The tree of the whole repository at a commit; TrailError where there is no such commit."""
    from pygit2 import Commit

    with explained():
        found = git[commit]
    if not isinstance(found, Commit):
        raise TrailError(N_("{id} is not a commit"), {"id": commit})
    with explained():
        return found.tree


def subtree(tree: pygit2.Tree | None, prefix: str) -> pygit2.Tree | None:
    """The tree of a folder (`prefix` ends with `/`, or is empty); None where there is none."""
    for part in prefix.split("/")[:-1]:
        if tree is None or part not in tree:
            return None
        tree = as_tree(tree[part])
    return tree


def as_tree(entry: pygit2.Object) -> pygit2.Tree:
    """An entry as the folder that it is; TrailError for a file."""
    from pygit2 import Tree

    if not isinstance(entry, Tree):
        raise TrailError(N_("`{path}` is a file where a folder is expected"), {"path": entry.name})
    return entry


def blob_ids(tree: pygit2.Tree | None, wanted: frozenset[str]) -> dict[str, str | None]:
    """For each path (from the root) the id of what stands there; None for nothing."""
    found: dict[str, str | None] = {}
    for path in wanted:
        there = tree is not None and path in tree
        found[path] = str(tree[path].id) if tree is not None and there else None
    return found


def changed(before: pygit2.Tree | None, after: pygit2.Tree | None) -> tuple[str, ...]:
    """The sorted paths that differ between two trees; a rename is two of them."""
    found = (b"/".join(parts) for parts in _changed(before, after))
    return tuple(sorted(path.decode("utf-8", "surrogateescape") for path in found))


def _changed(
    before: pygit2.Object | None, after: pygit2.Object | None
) -> Iterator[tuple[bytes, ...]]:
    # Equal ids are skipped unread, which makes this several times as fast as a diff of libgit2.
    old, new = _entries(before), _entries(after)
    for name in old.keys() | new.keys():
        left, right = old.get(name), new.get(name)
        if left is not None and right is not None and _same(left, right):
            continue
        if _is_folder(left) or _is_folder(right):
            yield from ((name, *below) for below in _changed(left, right))
        if any(one is not None and not _is_folder(one) for one in (left, right)):
            yield (name,)


def _entries(tree: pygit2.Object | None) -> dict[bytes, pygit2.Object]:
    from pygit2 import Tree

    if not isinstance(tree, Tree):
        return {}
    return {entry.raw_name or b"": entry for entry in tree}


def _same(left: pygit2.Object, right: pygit2.Object) -> bool:
    return left.id == right.id and left.filemode == right.filemode


def _is_folder(entry: pygit2.Object | None) -> bool:
    return entry is not None and entry.filemode == FOLDER


def build(
    git: pygit2.Repository, base: pygit2.Tree | None, files: Mapping[Parts, pygit2.Oid | None]
) -> pygit2.Oid | None:
    """Write the tree that is `base` with these files put in (or, for None, taken out).

    Everything else in `base` stays as it is. None comes back when nothing is left, as
    git knows no empty folder.
    """
    builder = git.TreeBuilder(base) if base is not None else git.TreeBuilder()
    here, below = _by_level(files)
    names = {paths.same_name(_shown(entry)): _shown(entry) for entry in base or ()}
    for name in (*here, *below):
        _refuse_double(name, names)
    for name, inner in below.items():
        old = as_tree(base[name]) if base is not None and name in base else None
        _put(builder, name, build(git, old, inner), FOLDER)
    for name, blob in here.items():
        if base is not None and name in base and base[name].filemode == FOLDER:
            raise TrailError(N_("`{path}` is a folder where a file is expected"), {"path": name})
        _put(builder, name, blob, FILE)
    return builder.write() if len(builder) else None


def _by_level(
    files: Mapping[Parts, pygit2.Oid | None],
) -> tuple[dict[str, pygit2.Oid | None], dict[str, dict[Parts, pygit2.Oid | None]]]:
    here = {parts[0]: blob for parts, blob in files.items() if len(parts) == 1}
    below: dict[str, dict[Parts, pygit2.Oid | None]] = defaultdict(dict)
    for parts, blob in files.items():
        if len(parts) > 1:
            below[parts[0]][parts[1:]] = blob
    return here, below


def _put(builder: pygit2.TreeBuilder, name: str, oid: pygit2.Oid | None, mode: int) -> None:
    if oid is not None:
        builder.insert(name, oid, mode)
    elif builder.get(name) is not None:
        builder.remove(name)


def _shown(entry: pygit2.Object) -> str:
    return (entry.raw_name or b"").decode("utf-8", "replace")


def _refuse_double(name: str, names: dict[str, str]) -> None:
    other = names.setdefault(paths.same_name(name), name)
    if other != name:
        raise TrailError(
            N_("`{name}` and `{other}` are one file on some systems; choose another name"),
            {"name": name, "other": other},
        )
