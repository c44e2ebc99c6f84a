"""Markdown: the article as written, for its marks are read later; YAML front matter tells of it, and is no text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from claimx.errors import Problem
from claimx.readers.files import File
from claimx.readers.items import Item

FRONT = re.compile(r"---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
KEY = re.compile(r"---[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*[\w-]+[ \t]*:(?:\s|$)")
"""How front matter begins: a file may begin with a ruled line and text, too."""

FIELDS = ("title", "date", "url", "outlet", "author")
EMPTY = frozenset({"", "~", "null"})


def items(text: str, file: File) -> Iterator[Item | Problem]:
    """The one article of the file, without its front matter; before it a problem for front matter that is wrong."""
    front = FRONT.match(text) if KEY.match(text) else None
    if front is None:
        if KEY.match(text):
            yield _told(file, "has front matter that never ends; it was read as text.", "Close it with a line of ---.")
        yield Item(text=text, where=file.name)
        return
    fields, wrong = _fields(front["yaml"])
    if wrong:
        yield _told(file, f"has front matter that is no YAML ({wrong}); it was left out.", "Quote values with a colon.")
    yield replace(Item(text=text[front.end() :], where=file.name), **fields)


def _fields(written: str) -> tuple[dict[str, Any], str]:
    """What front matter says of the article, every value as it is written there; and what is wrong with it."""
    import yaml

    try:
        found = yaml.load(written, Loader=yaml.BaseLoader)  # builds strings, lists and mappings only
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 2}" if error.problem_mark else ""
        return {}, f"{error.problem or error.context}{line}"
    except (yaml.YAMLError, RecursionError):
        return {}, "it cannot be parsed"
    if not isinstance(found, dict):
        return {}, "it is no list of fields"
    known = {str(key).lower(): _text(value) for key, value in found.items()}
    return {name: known[name] for name in FIELDS if known.get(name)}, ""


def _text(value: Any) -> str:
    """A value as one string: the names of a list, the name of an author with more fields than that."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_text(each) for each in value if not isinstance(each, list))))
    if isinstance(value, dict):
        return str(value.get("name") or "") if not isinstance(value.get("name"), list | dict) else ""
    return "" if str(value).lower() in EMPTY else " ".join(str(value).split())


def _told(file: File, message: str, hint: str) -> Problem:
    return Problem(where=file.name, message=message, hint=hint, left_out=False)
