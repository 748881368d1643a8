"""Records to YAML: a new file whole, an existing one only where it changes."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Final, TypeAlias

import msgspec

from tripower.store import yaml_nodes
from tripower.store import yaml_splice as splice
from tripower.store.text import decode
from tripower.store.yaml_exact import plain
from tripower.store.yaml_nodes import Mapping, Node, Scalar, find, scan
from tripower.store.yaml_read import read
from tripower.store.yaml_render import as_text, flow, inlined, mapping_lines

Pointer: TypeAlias = tuple[str | int, ...]


class Delete(msgspec.Struct, frozen=True):
    """Takes away what a pointer names."""


class Append(msgspec.Struct, frozen=True):
    """Adds an element to the end of the list that a pointer names; nothing counts as empty."""

    value: Any


class _Insert(msgspec.Struct, frozen=True):
    index: int
    value: Any


DELETE: Final = Delete()
Edit: TypeAlias = tuple[Pointer, Any]


def render(value: dict[str, Any]) -> bytes:
    """A new file: block style, two spaces a level, LF, the order given.

    Reading it gives the same data with every leaf as text. Raises ValueError for
    text that the reader refuses (judge input before it gets here) and TypeError
    for a value that has no written form.
    """
    text = "".join(f"{line}\n" for line in mapping_lines(value)) if value else "{}\n"
    return _verified(text, as_text(value))


def edit(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The bytes of a record with some values changed, all other lines byte for byte as before.

    An edit is (pointer, value), (pointer, DELETE) or (pointer, Append(value)). A
    value at a key that is not there yet adds the key at the end of its mapping; a
    mapping or list in place of another changes only what differs. A byte order
    mark is dropped.

    Raises ValueError where `read` refuses the data or no form of the file holds the
    change, LookupError where a pointer leads nowhere: the caller has read the data.
    """
    tree = read(data, "").tree
    if tree is None:
        raise ValueError("edit was given data that the reader refuses")
    text = decode(data, "").text
    failed = ValueError("nothing was tried")
    for one, changes in _ways(text, edits):
        try:
            return _edited(one, tree, changes)
        except ValueError as error:
            failed = error
    raise failed


def _ways(text: str, edits: Sequence[Edit]) -> Iterator[tuple[str, Sequence[Edit]]]:
    """What to try, that which changes the least first: not every place can hold every form."""
    short = [(pointer, _inlined(change)) for pointer, change in edits]
    for one in _texts(text, edits):
        yield one, edits
        yield one, short


def _texts(text: str, edits: Sequence[Edit]) -> Iterator[str]:
    """The same data in forms that take more and more changes."""
    yield text
    text = splice.closed(text, _root(text))
    yield text
    for pointer, _ in edits:
        text = splice.unbracketed(text, _root(text), pointer)
        yield text


def _edited(text: str, tree: dict[str, Any], edits: Sequence[Edit]) -> bytes:
    for pointer, change in edits:
        for step in list(_steps(tree, pointer, change)):
            text = _apply(text, *step)
            tree = _applied(tree, *step)
    return _verified(text, tree)


def _inlined(change: Any) -> Any:
    return Append(inlined(change.value)) if isinstance(change, Append) else inlined(change)


def _verified(text: str, expected: dict[str, Any]) -> bytes:
    """No byte leaves here that would not be read back as what was meant."""
    data = text.encode()
    parsed = read(data, "")
    if parsed.tree != expected:
        codes = ", ".join(p.code for p in parsed.problems if not p.warning)
        raise ValueError(f"the text would be read differently ({codes or 'other data'})")
    return data


# What an edit comes down to: the smallest steps from the old data to the new.


def _steps(tree: Any, pointer: Pointer, change: Any) -> Iterator[Edit]:
    if isinstance(change, (Delete, Append)) or not _exists(tree, pointer):
        yield pointer, change
        return
    yield from _differences(_get(tree, pointer), change, pointer)


def _differences(old: Any, new: Any, at: Pointer) -> Iterator[Edit]:
    if old == as_text(new):
        return
    if isinstance(old, dict) and isinstance(new, dict) and old and new:
        yield from _mapping_differences(old, new, at)
    elif isinstance(old, list) and isinstance(new, (list, tuple)) and old and new:
        yield from _list_differences(old, list(new), at)
    else:
        yield at, new


def _mapping_differences(old: dict[str, Any], new: dict[str, Any], at: Pointer) -> Iterator[Edit]:
    """Additions before removals, so that the mapping is never empty on the way."""
    names = set(as_text(new))
    for key, value in new.items():
        name = next(iter(as_text({key: None})))
        if name in old:
            yield from _differences(old[name], value, (*at, name))
        else:
            yield (*at, name), value
    yield from (((*at, name), DELETE) for name in old if name not in names)


def _list_differences(old: list[Any], new: list[Any], at: Pointer) -> Iterator[Edit]:
    """From the end on, so that no step moves what a later one names; never to an empty list."""
    names = [_identity(child) for child in old], [_identity(child) for child in as_text(new)]
    matcher = SequenceMatcher(None, *names, autojunk=False)
    for _, old_start, old_end, new_start, new_end in reversed(matcher.get_opcodes()):
        paired = min(old_end - old_start, new_end - new_start)
        yield from (((*at, i), DELETE) for i in range(old_end - 1, old_start + paired - 1, -1))
        for offset in range(new_end - new_start - 1, paired - 1, -1):
            yield at, _Insert(old_start + paired, new[new_start + offset])
        for i in range(paired):
            yield from _differences(old[old_start + i], new[new_start + i], (*at, old_start + i))


def _identity(child: Any) -> str:
    """What makes two elements the same one: the id of a record, else all of it."""
    return f"id {child['id']}" if isinstance(child, dict) and child.get("id") else repr(child)


# A step on the text.


def _apply(text: str, pointer: Pointer, change: Any) -> str:
    root = _root(text)
    try:
        return _spliced(text, root, pointer, change)
    except _NotInPlace:
        tree = _applied(plain(root), pointer, change)
        above = splice.brackets(root, pointer)
        return splice.put(text, splice.slot(root, above), _get(tree, above))


def _root(text: str) -> Node:
    root = scan(text, "").root
    if root is None:
        raise ValueError("an edit broke the file")
    return root


class _NotInPlace(Exception):  # noqa: N818 - a signal between two functions, no error
    """The value around the change has to be written anew."""


def _spliced(text: str, root: Node, pointer: Pointer, change: Any) -> str:
    if isinstance(change, Append):
        box = splice.slot(root, pointer).node
        return _inserted(text, root, pointer, _length(box), change.value)
    if isinstance(change, _Insert):
        return _inserted(text, root, pointer, change.index, change.value)
    if isinstance(change, Delete):
        return _deleted(text, root, pointer)
    if len(find(root, pointer)[0]) < len(pointer):
        return _added(text, root, pointer, change)
    place = splice.slot(root, pointer)
    if place.in_flow:
        _require_flow(change)
    return splice.put(text, place, change)


def _inserted(text: str, root: Node, pointer: Pointer, index: int, value: Any) -> str:
    place = splice.slot(root, pointer)
    if isinstance(place.node, Mapping) or (isinstance(place.node, Scalar) and place.node.value):
        raise LookupError(f"no list at {'/'.join(map(str, pointer))}")
    return _into(text, place, index, None, value)


def _added(text: str, root: Node, pointer: Pointer, value: Any) -> str:
    *above, name = pointer
    place = splice.slot(root, tuple(above))
    taken = isinstance(place.node, Scalar) and place.node.value is not None
    if not isinstance(name, str) or taken or isinstance(place.node, yaml_nodes.Sequence):
        raise LookupError(f"nothing at {'/'.join(map(str, pointer))}")
    return _into(text, place, _length(place.node), name, value)


def _into(text: str, place: splice.Slot, index: int, key: str | None, value: Any) -> str:
    box = place.node
    if isinstance(box, Scalar) or not box.children:
        new = [value] if key is None else {key: value}
        if place.in_flow:
            _require_flow(new)
        return splice.put(text, place, new)
    if box.flow:
        _require_flow([value] if key is None else {key: value})
    return splice.insert(text, box, index, key, value)


def _deleted(text: str, root: Node, pointer: Pointer) -> str:
    place = splice.slot(root, pointer)
    if place.owner is None:
        raise LookupError("a file is deleted, not its content")
    box = place.parents[-1]
    if len(box.children) > 1:
        index = next(i for i, child in enumerate(box.children) if child is place.owner)
        return splice.remove(text, box, index)
    empty: Any = {} if isinstance(box, Mapping) else []
    return splice.put(text, splice.slot(root, pointer[:-1]), empty)


def _require_flow(value: Any) -> None:
    try:
        flow(value)
    except ValueError:
        raise _NotInPlace from None


def _length(node: Node) -> int:
    return 0 if isinstance(node, Scalar) else len(node.children)


# The same step on the data, to judge the text by.


def _applied(tree: dict[str, Any], pointer: Pointer, change: Any) -> dict[str, Any]:
    if not pointer and not isinstance(change, (Delete, Append, _Insert)):
        return dict(as_text(change))
    new = copy.deepcopy(tree)
    if isinstance(change, (Append, _Insert)):
        box = _box(new, pointer, [])
        index = change.index if isinstance(change, _Insert) else len(box)
        box.insert(index, as_text(change.value))
    elif isinstance(change, Delete):
        del _get(new, pointer[:-1])[pointer[-1]]
    else:
        _box(new, pointer[:-1], {})[pointer[-1]] = as_text(change)
    return new


def _box(tree: Any, pointer: Pointer, empty: Any) -> Any:
    """The collection at a pointer; where nothing is written, an empty one is put there."""
    if pointer and _get(tree, pointer) is None:
        _get(tree, pointer[:-1])[pointer[-1]] = empty
    return _get(tree, pointer)


def _get(tree: Any, pointer: Pointer) -> Any:
    for step in pointer:
        kind = dict if isinstance(step, str) else list
        if type(tree) is not kind:
            raise LookupError(f"nothing at {step}")
        tree = tree[step]  # type: ignore[index]
    return tree


def _exists(tree: Any, pointer: Pointer) -> bool:
    try:
        _get(tree, pointer)
    except LookupError:
        return False
    return True
