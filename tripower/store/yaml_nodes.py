"""The one adapter to the YAML parser: text to nodes that know their place, judged as events.

Nothing is resolved: a scalar is text. Whatever YAML offers beyond mappings, lists and
scalars is refused while the events arrive, before anything is built from them.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.resolver import implicit_resolvers

from tripower.core.findings import Problem
from tripower.store import yaml_problems as say
from tripower.store.normal import nfc
from tripower.store.text import FORBIDDEN, MAX_PROBLEMS, character_problem, place, too_many

MAX_DEPTH = 16
MAX_EVENTS = 20_000

# possessive (*+): a comment ends with its line, whatever signs stand in it
_COLON = re.compile(r"(?:\s|#[^\n]*+)*+:")
_DASH = re.compile(r"(?:\s|#[^\n]*+)*+-")
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)


class Scalar(msgspec.Struct, frozen=True):
    """A scalar as text in normal form C; None where a plain scalar is empty.

    `start` and `end` are offsets into the text; `style` is '' for plain, else
    the indicator (' " | >). A block scalar ends with its last line of content.
    """

    value: str | None
    start: int
    end: int
    style: str = ""


class Entry(msgspec.Struct, frozen=True):
    """One `key: value`; `after` is the offset behind the colon."""

    key: Scalar
    after: int
    value: Node

    @property
    def start(self) -> int:
        """Offset of the key."""
        return self.key.start


class Item(msgspec.Struct, frozen=True):
    """One element of a list; `start` is its dash and `after` the offset behind it."""

    start: int
    after: int
    value: Node


class Mapping(msgspec.Struct, frozen=True):
    """A mapping; `flow` where it is written in braces."""

    children: tuple[Entry, ...]
    start: int
    end: int
    flow: bool


class Sequence(msgspec.Struct, frozen=True):
    """A list; `flow` where it is written in brackets."""

    children: tuple[Item, ...]
    start: int
    end: int
    flow: bool


Node: TypeAlias = Scalar | Mapping | Sequence


class Scan(msgspec.Struct, frozen=True):
    """The root of a text, None where it could not be read to its end, and all problems."""

    root: Node | None
    problems: tuple[Problem, ...]


def scan(text: str, path: str) -> Scan:
    """Read a text as strict YAML; the parser's own failure is one more problem.

    Characters that `text.decode` refuses are blanked, so that the rest is
    still judged and nothing is reported twice.
    """
    builder = _Builder(FORBIDDEN.sub("\ufffd", text), path)
    try:
        for event in YAML(typ="safe", pure=True, plug_ins=[]).parse(builder.text):
            builder.take(event)
            if builder.stopped:
                break
    except Exception as error:  # whatever the parser raises is a property of the text
        builder.root = None
        builder.problems.append(say.syntax(error, builder.text, path))
    return Scan(builder.root, tuple(builder.problems))


def find(root: Node, pointer: tuple[str | int, ...]) -> tuple[list[Entry | Item], Node]:
    """The way to a pointer as far as it exists, and the node where it ends."""
    way: list[Entry | Item] = []
    node = root
    for step in pointer:
        child = _child(node, step)
        if child is None:
            break
        way.append(child)
        node = child.value
    return way, node


def resolves_elsewhere(text: str) -> bool:
    """Whether an ordinary YAML 1.1 or 1.2 reader takes the plain text for a non-string."""
    return any(pattern.match(text) for _, _, pattern, _ in implicit_resolvers)


def _child(node: Node, step: str | int) -> Entry | Item | None:
    if isinstance(node, Mapping):
        return next((e for e in node.children if e.key.value == step), None)
    if isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.children):
        return node.children[step]
    return None


class _Frame:
    """A collection while its events arrive."""

    def __init__(self, event: Any) -> None:
        self.mapping = isinstance(event, MappingStartEvent)
        self.flow = bool(event.flow_style)
        self.start: int = event.start_mark.index
        self.column: int = event.start_mark.column
        self.end = self.start
        self.key: Scalar | None = None
        self.lines: dict[str, int] = {}
        self.children: list[Any] = []

    def node(self, end: int) -> Mapping | Sequence:
        kind = Mapping if self.mapping else Sequence
        return kind(tuple(self.children), self.start, end if self.flow else self.end, self.flow)


class _Builder:
    """Events in, nodes and problems out; holds no more than one path of frames."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.stopped = False
        self._frames: list[_Frame] = []
        self._events = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        self._events += 1
        if self._events > MAX_EVENTS:
            self._stop(say.too_many_values, event, limit=MAX_EVENTS)
        elif isinstance(event, DocumentStartEvent):
            self._document(event)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self._open(event)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self._add(self._frames.pop().node(event.end_mark.index), event)
        elif isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, AliasEvent):
            self._report(say.alias, event, name=event.anchor)
            self._add(Scalar("", event.start_mark.index, event.end_mark.index), event)

    def _report(self, make: say.Maker, event: Any, **args: Any) -> None:
        mark = event.start_mark
        self._note(make(self.path, mark.line + 1, mark.column + 1, args))

    def _note(self, problem: Problem) -> None:
        if self.stopped:
            return
        self.problems.append(problem)
        if len(self.problems) == MAX_PROBLEMS:
            self.problems.append(too_many(self.path, problem.line))
            self._halt()

    def _stop(self, make: say.Maker, event: Any, **args: Any) -> None:
        self._report(make, event, **args)
        self._halt()

    def _halt(self) -> None:
        self.stopped = True
        self.root = None

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop(say.documents, event)
            return
        for match in _DIRECTIVE.finditer(self.text, 0, event.end_mark.index):
            line, column = place(self.text, match.start())
            self._note(say.directive(self.path, line, column, {}))

    def _decorations(self, event: Any) -> None:
        if event.anchor is not None:
            self._report(say.anchor, event, name=event.anchor)
        if event.tag is not None:
            self._report(say.tag, event, name=str(event.tag))

    def _open(self, event: Any) -> None:
        self._decorations(event)
        self._frames.append(_Frame(event))
        if len(self._frames) > MAX_DEPTH:
            self._stop(say.too_deep, event, limit=MAX_DEPTH)

    def _scalar(self, event: Any) -> None:
        self._decorations(event)
        mark = event.start_mark
        value = nfc(event.value)
        if bad := character_problem(value, self.path, mark.line + 1, mark.column + 1):
            self._note(bad)
        style = event.style or ""
        end = event.end_mark.index
        if style and style in "|>":
            end = _block_end(self.text, mark.index, end)
        self._add(Scalar(value if value or style else None, mark.index, end, style), event)

    def _add(self, node: Node, event: Any) -> None:
        if not self._frames:
            self.root = node
            return
        frame = self._frames[-1]
        if not frame.mapping:
            self._item(frame, node)
        elif frame.key is None:
            frame.key = self._key(frame, node, event)
        else:
            self._entry(frame, frame.key, node)

    def _item(self, frame: _Frame, node: Node) -> None:
        match = None if frame.flow else _DASH.match(self.text, frame.end)
        after = match.end() if match else node.start
        node = _settled(node, after)
        frame.end = node.end
        frame.children.append(Item(after - 1 if match else node.start, after, node))

    def _entry(self, frame: _Frame, key: Scalar, node: Node) -> None:
        match = _COLON.match(self.text, key.end)
        after = match.end() if match else key.end
        node = _settled(node, after)
        frame.end = node.end
        frame.key = None
        frame.children.append(Entry(key, after, node))

    def _key(self, frame: _Frame, node: Node, event: Any) -> Scalar:
        if not isinstance(node, Scalar) or node.value is None:
            self._report(say.key, event)
            return Scalar("", node.start, node.end)
        mark = event.start_mark
        if not frame.flow and mark.column != frame.column:
            self._report(say.key, event)  # `? key`, which no record needs
        if node.value == "<<" and not node.style:
            self._report(say.merge, event)
        if node.value in frame.lines:
            self._report(say.duplicate, event, name=node.value, line=frame.lines[node.value])
        frame.lines.setdefault(node.value, mark.line + 1)
        return node


def _settled(node: Node, after: int) -> Node:
    """An empty value stands behind its colon or dash, wherever the parser noticed it."""
    return Scalar(None, after, after) if isinstance(node, Scalar) and node.value is None else node


def _block_end(text: str, start: int, end: int) -> int:
    header, _, _ = text[start:end].partition("\n")
    if "+" in header.partition("#")[0]:
        return end
    last = start + len(text[start:end].rstrip())
    line_end = text.find("\n", last, end)
    return last if line_end < 0 else line_end - (text[line_end - 1] == "\r")
