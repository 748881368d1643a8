"""Both languages: texts are English msgids; gettext turns them into Chinese when shown."""

from __future__ import annotations

import gettext
from functools import cache

import tripower

LANGUAGES = ("zh", "en")
LOCALE = f"{tripower.__path__[0]}/locale"  # no pathlib: `tripower --help` would wait for it


def N_(text: str) -> str:  # noqa: N802 - the marker's customary name, read by the extractor
    """Mark a text for translation without translating it yet."""
    return text


@cache
def translations(lang: str) -> gettext.NullTranslations:
    """The catalogue of a language; English is the texts themselves."""
    return gettext.translation("tripower", LOCALE, languages=[lang], fallback=True)


def translate(text: str, lang: str) -> str:
    """A msgid in the given language; an unknown text is returned as it is."""
    return translations(lang).gettext(text) if text else ""


def fill(text: str, args: dict[str, object], lang: str) -> str:
    """A message in the given language with its arguments; a missing one shows its name."""
    return translate(text, lang).format_map(_Named(args))


class _Named(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
