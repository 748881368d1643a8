"""Changes to YAML text by the places of its nodes: all other bytes stay as they are.

A round trip through a library's emitter re-indents, re-quotes and re-wraps lines that
nobody touched; cutting at the marks of the strict reader cannot.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from tripower.store.yaml_exact import plain
from tripower.store.yaml_nodes import Entry, Item, Mapping, Node, Scalar, Sequence, find
from tripower.store.yaml_render import (
    flow,
    fragment,
    item_fragment,
    list_lines,
    mapping_lines,
    scalar,
)

_HEADER = re.compile(r"[|>][-+0-9]*")
_COMMA = re.compile(r"(?:\s|#[^\n]*)*,")


class Slot(msgspec.Struct, frozen=True):
    """A place for a value: its owner (None at the root), the collections around, the node."""

    owner: Entry | Item | None
    parents: tuple[Mapping | Sequence, ...]
    node: Node

    @property
    def in_flow(self) -> bool:
        """Whether the value stands inside brackets or braces."""
        return bool(self.parents) and self.parents[-1].flow


def slot(root: Node, pointer: tuple[str | int, ...]) -> Slot:
    """The place of an existing pointer; raises LookupError where there is none."""
    way, node = find(root, pointer)
    if len(way) < len(pointer):
        raise LookupError(f"nothing at {'/'.join(map(str, pointer))}")
    parents = (root, *(child.value for child in way[:-1]))[: len(way)]
    inner = tuple(p for p in parents if not isinstance(p, Scalar))
    return Slot(way[-1] if way else None, inner, node)


def put(text: str, place: Slot, value: Any) -> str:
    """The text with the value of a slot replaced; comments around it stay."""
    if place.owner is None:
        return _put_root(text, place.node, value)
    if place.in_flow:
        return _put_flow(text, place.node, place.owner.after, value)
    head, body = _fragment(place, value)
    if head and not body and _is_inline(place.node):
        return text[: place.node.start] + head[1:] + _rest(text, place.node.end)
    after = place.owner.after
    cleared = _cleared(text, place.node, after)
    lines = _at_column(text, place.owner.start, body)
    if not head and "\n" in text[after : place.node.start]:
        return _insert_lines(cleared, _line_start(text, place.node.start), lines)
    return _filled(cleared, after, head, lines)


def closed(text: str, root: Node) -> str:
    """The text, its last value written anew if that is a block which a line end would lengthen."""
    pointer, leaf = _last(root)
    if text.endswith("\n") or not isinstance(leaf, Scalar) or leaf.style not in ("|", ">"):
        return text
    return put(text, slot(root, pointer), leaf.value)


def unbracketed(text: str, root: Node, pointer: tuple[str | int, ...]) -> str:
    """The text with what stands in brackets around a pointer written on lines of its own.

    Comments inside the brackets are lost.
    """
    above = brackets(root, pointer)
    way, node = find(root, above)
    if len(way) < len(above) or isinstance(node, Scalar) or not node.flow:
        return text
    return put(text, slot(root, above), plain(node))


def brackets(root: Node, pointer: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The pointer to the outermost brackets around a place; where there are none, its own."""
    for size in range(len(pointer)):
        _, node = find(root, pointer[:size])
        if not isinstance(node, Scalar) and node.flow:
            return pointer[:size]
    return pointer


def insert(text: str, box: Mapping | Sequence, index: int, key: str | None, value: Any) -> str:
    """The text with a new entry or element before position `index` of a filled collection."""
    if box.flow:
        return _insert_flow(text, box, index, key, value)
    lines = list(list_lines([value]) if key is None else mapping_lines({key: value}))
    first = box.children[0].start
    if index == 0:
        pad = _newline(text) + " " * _column(text, first)
        return text[:first] + "".join(line + pad for line in lines) + text[first:]
    at = _next_line(text, box.children[index - 1].value.end)
    return _insert_lines(text, at, _at_column(text, first, lines))


def remove(text: str, box: Mapping | Sequence, index: int) -> str:
    """The text without one of several children of a collection."""
    child = box.children[index]
    if box.flow:
        return _remove_flow(text, box, index)
    if starts_line(text, child.start):
        start, end = _line_start(text, child.start), _next_line(text, child.value.end)
        return text[:start] + text[end:]
    following = box.children[index + 1].start
    if "#" not in text[child.value.end : following]:
        return text[: child.start] + text[following:]
    rest = text[child.value.end :].lstrip(" ")
    head = text[: child.start]
    return (head.rstrip(" ") if rest[:1] in "\r\n" else head) + rest


def starts_line(text: str, offset: int) -> bool:
    """Whether nothing but spaces stands before an offset on its line."""
    return not text[_line_start(text, offset) : offset].strip()


def _last(node: Node) -> tuple[tuple[str | int, ...], Node]:
    """The value that ends a text, and the pointer to it."""
    pointer: list[str | int] = []
    while not isinstance(node, Scalar) and node.children:
        child = node.children[-1]
        pointer.append(len(node.children) - 1 if isinstance(child, Item) else str(child.key.value))
        node = child.value
    return tuple(pointer), node


def _fragment(place: Slot, value: Any) -> tuple[str, list[str]]:
    node = place.node
    quoted = isinstance(node, Scalar) and node.style in ("'", '"') and isinstance(value, str)
    if quoted and "\n" not in value:
        return " " + scalar(value, node.style), []  # type: ignore[union-attr]
    return item_fragment(value) if isinstance(place.owner, Item) else fragment(value)


def _put_root(text: str, node: Node, value: Any) -> str:
    new = _newline(text).join(mapping_lines(value)) if value else "{}"
    if text[: node.end].endswith("\n"):  # the line end was of the block that ended the mapping
        new += _newline(text)
    return text[: node.start] + new + _rest(text, node.end)


def _put_flow(text: str, node: Node, after: int, value: Any) -> str:
    new = flow(value)
    if node.start == node.end:
        return text[:after] + (" " if text[after - 1] == ":" else ": ") + new + _rest(text, after)
    return text[: node.start] + new + _rest(text, node.end)


def _is_inline(node: Node) -> bool:
    """Written between two points of a line, so that it can be exchanged where it stands."""
    if isinstance(node, Scalar):
        return node.value is not None and node.style not in ("|", ">")
    return node.flow


def _cleared(text: str, node: Node, after: int) -> str:
    if node.start == node.end:
        return text
    if isinstance(node, Scalar) and node.style in ("|", ">"):
        header = _HEADER.match(text, node.start)
        head_end = header.end() if header else node.start
        line_end = min(_line_end(text, head_end), node.end)
        keeps = text[node.end - 1] == "\n"
        tail = _newline(text) if keeps else ""
        return text[:after] + text[head_end:line_end] + tail + text[node.end :]
    if "\n" not in text[after : node.start]:
        return text[:after] + _rest(text, node.end)
    return text[: _line_start(text, node.start)] + text[_next_line(text, node.end) :]


def _filled(text: str, after: int, head: str, body: list[str]) -> str:
    end = _line_end(text, after)
    rest = text[after:end] if text[after:end].strip() else ""
    text = text[:after] + head + rest + text[end:]
    return _insert_lines(text, _next_line(text, after + len(head + rest)), body)


def _insert_lines(text: str, at: int, lines: list[str]) -> str:
    newline = _newline(text)
    before = text[:at]
    if lines and before and not before.endswith("\n"):
        before += newline
    return before + "".join(line + newline for line in lines) + text[at:]


def _insert_flow(
    text: str, box: Mapping | Sequence, index: int, key: str | None, value: Any
) -> str:
    new = flow([value])[1:-1] if key is None else flow({key: value})[1:-1]
    if index == 0:
        at = box.children[0].start
        return f"{text[:at]}{new}, {text[at:]}"
    at = box.children[index - 1].value.end
    return f"{text[:at]}, {new}{_rest(text, at)}"


def _remove_flow(text: str, box: Mapping | Sequence, index: int) -> str:
    child = box.children[index]
    last = index + 1 == len(box.children)
    before = box.children[index - 1].value.end if last else child.value.end
    comma = _COMMA.match(text, before)
    if comma is None:
        raise LookupError("no comma between two elements")
    cut = comma.end() - 1
    if last:
        kept = (text[:cut] + text[cut + 1 : child.start]).rstrip(" ")
        return _joined(kept, text[child.value.end :])
    rest = (text[child.value.end : cut] + text[cut + 1 :]).lstrip(" ")
    gap = " " if rest.startswith("#") and not text[child.start - 1].isspace() else ""
    return text[: child.start] + gap + rest


def _rest(text: str, at: int) -> str:
    """What follows a value; a comment close behind its quotation mark gets a space."""
    return (" " if text.startswith("#", at) else "") + text[at:]


def _joined(head: str, tail: str) -> str:
    """Two parts of a text without the blank line that a removal would leave between them."""
    end = _line_end(tail, 0)
    blank = head.endswith("\n") and not tail[:end].strip()
    return head + (tail[_next_line(tail, end) :] if blank else tail)


def _at_column(text: str, offset: int, lines: list[str]) -> list[str]:
    pad = " " * _column(text, offset)
    return [pad + line if line else "" for line in lines]


def _column(text: str, offset: int) -> int:
    return offset - _line_start(text, offset)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    if end < 0:
        return len(text)
    return end - 1 if end > offset and text[end - 1] == "\r" else end


def _next_line(text: str, offset: int) -> int:
    """The first line that begins after what ends here."""
    if offset and text[offset - 1] == "\n":
        return offset
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1
