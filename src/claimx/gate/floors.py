"""A file of floors: figures that may rise but not fall, with what they were measured on and by."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from claimx.errors import ClaimxError
from claimx.gate.scores import Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """The figures, the digest of the known file, and the versions of claimx, spaCy and model that reached them."""

    known: str
    versions: dict[str, str]
    floors: Figures


def read(path: Path, *, known: str, update: bool) -> Floors | None:
    """The floors of the file; None where an update will write it. `known` is the digest of what is known today.

    Raises ClaimxError if there is no such file, if it cannot be read, or if it was measured on something else.
    """
    if not path.is_file():
        if update:
            return None
        raise ClaimxError(f"{path} is not there.", "Write it with --update.")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        floors = Floors(
            known=str(content["known"]),
            versions={str(name): str(version) for name, version in content["versions"].items()},
            floors={str(name): float(floor) for name, floor in content["floors"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ClaimxError(
            f"{path} holds no floors ({error!r}).", "Delete it, and write it anew with --update."
        ) from None
    if floors.known != known and not update:
        raise ClaimxError(
            f"{path} was measured on other known rows: they have changed since.", "Measure anew with --update."
        )
    return floors


def below(floors: Mapping[str, float], figures: Figures) -> dict[str, tuple[float, float | None]]:
    """The figures that are below their floors, or that are no longer there, as (floor, figure)."""
    return {
        name: (floor, figures.get(name)) for name, floor in floors.items() if figures.get(name, float("-inf")) < floor
    }


def write(path: Path, floors: Floors) -> None:
    """Write the file. Raises ClaimxError if that cannot be done."""
    content = asdict(floors) | {"versions": dict(sorted(floors.versions.items()))}
    try:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise ClaimxError(f"{path} cannot be written ({error.strerror}).", "Name another file.") from error
