"""The record files of a commit, folder by folder, none read before it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tripower.store.paths import Here
from tripower.store.source import NOTHING, RECORDS, Source
from tripower.trail import trees
from tripower.trail.errors import explained

if TYPE_CHECKING:
    import pygit2


class CommitSource(Source):
    """A tree of git, with what reads a blob by its id."""

    def __init__(self, tree: pygit2.Tree, blob: Callable[[str], bytes], commit: str) -> None:
        self.commit = commit
        self._trees: dict[str, pygit2.Tree | None] = {"": tree}
        self._blob = blob
        self._ids: dict[str, str] = {}
        self._listed: dict[str, Here] = {}
        self._known: dict[str, bytes] = {}

    def inside(self, folder: str) -> Here:
        """What lies in a folder; TrailError where it is neither a plain file nor a folder."""
        if folder not in self._listed:
            self._listed[folder] = self._list(folder)
        return self._listed[folder]

    def _list(self, folder: str) -> Here:
        tree = self._tree(folder)
        if tree is None:
            return NOTHING
        here = Here([], [])
        with explained():
            for path, entry in trees.level(tree, f"{folder}/" if folder else ""):
                if path.rpartition("/")[2].startswith("."):  # hidden, as in a work folder
                    continue
                if entry.filemode == trees.FOLDER:
                    here.folders.append(path)
                    self._trees[path] = trees.as_tree(entry)
                elif path.endswith(RECORDS):
                    here.files.append(path)
                    self._ids[path] = str(entry.id)
        return here

    def _tree(self, folder: str) -> pygit2.Tree | None:
        if folder not in self._trees:
            above, _, name = folder.rpartition("/")
            tree = self._tree(above)
            found = tree is not None and name in tree and tree[name].filemode == trees.FOLDER
            self._trees[folder] = trees.as_tree(tree[name]) if tree is not None and found else None
        return self._trees[folder]

    def __getitem__(self, path: str) -> bytes:
        if path not in self._known:
            if path not in self._ids:
                self.inside(path.rpartition("/")[0])
            self._known[path] = self._blob(self._ids[path])
        return self._known[path]
