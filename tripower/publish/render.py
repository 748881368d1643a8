"""Contexts become pages: one sandboxed Jinja2 environment for a run, in one language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tripower.core import resources
from tripower.core.answer import refuse
from tripower.core.exits import Exit
from tripower.core.messages import N_, translations
from tripower.publish.blocks import blocks
from tripower.publish.masking import FILTERS
from tripower.publish.notice import Edition, Notice, Rests
from tripower.publish.poster import SIZES, fitting
from tripower.publish.words import Words

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

BLANK = "＿" * 10
"""A line to fill in by hand."""


class Renderer(msgspec.Struct, frozen=True):
    """Renders notices in one language; `own` is the folder of the person's own templates."""

    words: Words
    environment: SandboxedEnvironment
    own: Path | None = None

    def page(self, notice: Notice, edition: Edition, rests: Rests) -> str:
        """The web page of one edition of a notice, naming what it rests on.

        Refuses with template and line where a template of the person's own is at fault.
        """
        return self._rendered(notice, edition, rests, None)

    def poster(self, notice: Notice, rests: Rests) -> str:
        """The public page once more as one sheet of A4, in the largest type that fits."""
        sheet = self._rendered(notice, Edition.PUBLIC, rests, SIZES[0])
        return self._rendered(notice, Edition.PUBLIC, rests, fitting(blocks(sheet)))

    def _rendered(
        self, notice: Notice, edition: Edition, rests: Rests, poster: float | None
    ) -> str:
        """`poster` is the size of type in pt where the page is a sheet for the notice board."""
        from jinja2 import TemplateError

        try:
            template = self.environment.get_template(f"{notice.kind}.html")
            return template.render(
                notice=notice,
                page=notice.pages[edition],
                edition=edition,
                rests=rests,
                poster=poster,
            )
        except TemplateError as error:
            if self.own is None:
                raise  # ours: a bug
            where = getattr(error, "name", None) or f"{notice.kind}.html"
            text = N_("the template {name} cannot be used: {why}")
            why = getattr(error, "message", None) or type(error).__name__
            raise refuse(text, code=Exit.USAGE, name=where, why=why) from error


def renderer(lang: str, own: Path | None = None) -> Renderer:
    """Templates from the package, or first from a folder that the person named.

    Whatever a template prints is escaped and shown in the language; it sees nothing but
    its context and cannot call into the program.
    """
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    words = Words(lang)
    shipped = resources.templates()
    folders = [*([own] if own else []), shipped / "notices", shipped / "charts"]
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,  # for every name, also x.html.j2
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        finalize=words.show,
    )
    environment.filters.update({**words.filters, **FILTERS})
    environment.globals["html_lang"] = words.html_lang
    environment.globals["gap"] = words.gap
    environment.globals["blank"] = BLANK
    environment.install_gettext_translations(translations(lang), newstyle=False)  # type: ignore[attr-defined]
    return Renderer(words, environment, own)
