"""What a notice is: its place in the index, a page for each edition, and the records behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from tripower.core.answer import Say
from tripower.core.records import Record, Term


class Edition(Term):
    """Who a page is for: anybody, or the unit itself (PUB-05)."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Source(msgspec.Struct, frozen=True):
    """A record that a notice shows; `fields` where it shows only some of it.

    What is not shown does not count: a new telephone makes no new minutes, the opening of a
    meeting no new invitation to it.
    """

    record: Record
    fields: tuple[str, ...] = ()

    def shown(self, record: Record) -> tuple[object, ...]:
        """What the notice would show of this version of the record."""
        return tuple(getattr(record, name) for name in self.fields) if self.fields else (record,)


class Index(msgspec.Struct, frozen=True):
    """The entry in the directory of public information (PUB-04), as far as records tell it.

    index_no: 索引号. title: 名称. summary: 内容概述. created_on: 生成日期.
    issuer: 发布机构, None where they do not. doc_no: 文号. valid_to: last day, None while it lasts.
    """

    index_no: str
    title: Say
    summary: Say
    created_on: date
    issuer: str | None
    doc_no: str | None
    valid_from: date | None = None
    valid_to: date | None = None


class Notice(msgspec.Struct, frozen=True):
    """One notice: `kind` names its template, `key` tells it from others of its kind.

    `pages` has a context for each edition; a paper of the office has no public one.
    """

    kind: str
    key: str
    index: Index
    pages: Mapping[Edition, Any]
    sources: tuple[Source, ...]

    @property
    def document(self) -> str:
        """The number of the document in the list of documents: D24 for a D24-agenda."""
        return self.kind.partition("-")[0]

    @property
    def notice_id(self) -> str:
        """Such as D1-2024-01-08; the name of its files."""
        return f"{self.kind}-{self.key}"


class Rests(msgspec.Struct, frozen=True):
    """What a notice rests on, for whoever wants to hold it against the history later.

    commit: the last one that changed anything shown. code: short code of the first checkpoint
    after it. root: name of the unit's first list of keys. Each is empty where there is none.
    """

    commit: str = ""
    code: str = ""
    root: str = ""
