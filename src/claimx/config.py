"""The settings: defaults, [tool.claimx] in pyproject.toml, CLAIMX_… in the environment, flags; the later one wins."""

import dataclasses
import os
import re
import reprlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from claimx.errors import RAISE, ClaimxError, reason

FORMATS = ("csv", "parquet", "jsonl")
MOST_WORKERS = 256


def setting(description: str, default: Any) -> Any:
    """A setting with what it does and what stands when nobody says anything."""
    return field(default=default, metadata={"description": description})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run can be told beyond its input and output."""

    date: str = setting("day of publication of articles that tell none, as 2025-06-24", "")
    format: tuple[str, ...] = setting("formats beside CSV: parquet, jsonl", ())
    workers: int = setting(
        f"processes, {MOST_WORKERS} at most; 0 takes one, or all cores when there are many articles", 0
    )
    outlets: str = setting("CSV file whose rows add to and override the registry of outlets", "")
    any_language: bool = setting("read texts that do not look French, too", False)
    why: bool = setting("write why.csv: for each column of a claim what decided it", False)
    quiet: bool = setting("no progress and no closing line", False)
    verbose: bool = setting("name the files of formats that claimx does not read, too", False)
    debug: bool = setting("show the traceback of an error of claimx itself", False)


def load(flags: Mapping[str, Any], *, folder: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings as they stand; a flag that is None was not given. Raises ClaimxError for an unknown key or value."""
    settings = Settings()
    for origin, values in (
        _pyproject(folder or _here()),
        ("the environment", _environment(environ)),
        ("the command line", {name: value for name, value in flags.items() if value is not None}),
    ):
        settings = dataclasses.replace(
            settings, **{name: _typed(name, value, origin) for name, value in values.items()}
        )
    return settings


def _here() -> Path:
    try:
        return Path.cwd()
    except OSError as error:
        raise ClaimxError(f"The folder where you are cannot be used ({reason(error)}).", "Go to another.") from error


def _pyproject(folder: Path) -> tuple[str, dict[str, Any]]:
    """[tool.claimx] of the nearest pyproject.toml from the folder upwards; a relative path in it is seen from there."""
    paths = (up / "pyproject.toml" for up in (folder, *folder.parents))
    path = next((path for path in paths if os.path.isfile(path)), None)
    if path is None:
        return "", {}
    values = _table(path, "tool", "claimx")
    if isinstance(values.get("outlets"), str) and values["outlets"]:
        values["outlets"] = str(path.parent / values["outlets"])
    return f"[tool.claimx] of {path}", values


def _table(path: Path, *names: str) -> dict[str, Any]:
    """A table of a TOML file, empty if the file has none. Raises ClaimxError."""
    try:
        table: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ClaimxError(f"{path} cannot be read ({reason(error)}).", "Look at its permissions.") from error
    except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, a number of more than 4,300 digits
        raise ClaimxError(f"{path} is no valid TOML: {error}.", "Put it right, or run elsewhere.") from error
    for depth, name in enumerate(names, start=1):
        table = table.get(name, {})
        if not isinstance(table, dict):
            written = ".".join(names[:depth])
            raise ClaimxError(f"'{written}' in {path} is no table.", f"Settings stand under [{'.'.join(names)}].")
    return dict(table)


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    prefix = "CLAIMX_"
    return {
        name.removeprefix(prefix).lower(): value
        for name, value in environ.items()
        if name.startswith(prefix) and name != RAISE
    }


def _typed(name: str, value: Any, origin: str) -> Any:
    """The value as its setting wants it: from a string of the environment, or a list of TOML."""
    known = {setting.name: setting for setting in dataclasses.fields(Settings)}
    if name not in known:
        raise ClaimxError(f"'{name}' in {origin} is no setting of claimx.", f"The settings are {', '.join(known)}.")
    types = {str: _text, int: _number, bool: _truth}
    read = {"format": _formats, "date": _day}.get(name) or types[type(known[name].default)]
    typed = read(value)
    if typed is None:
        raise ClaimxError(
            f"'{name}' in {origin} cannot be {reprlib.repr(value)}.",
            f"It means: {known[name].metadata['description']}.",
        )
    return typed


def _day(value: Any) -> str | None:
    """An ISO day, as written or as TOML has it; empty is none."""
    written = str(value)
    try:
        return date.fromisoformat(written).isoformat() if written else ""
    except ValueError:
        return None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: Any) -> int | None:
    digits = str(value)
    if isinstance(value, bool) or not re.fullmatch("[0-9]{1,9}", digits):
        return None
    return int(digits) if int(digits) <= MOST_WORKERS else None


def _truth(value: Any) -> bool | None:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}
    return words.get(str(value).lower())


def _formats(value: Any) -> tuple[str, ...] | None:
    """Names from a list, or from a string with commas or spaces."""
    given = value if isinstance(value, list | tuple) else [value]
    names = tuple(name for part in given for name in str(part).replace(",", " ").split())
    return names if set(names) <= set(FORMATS) else None
