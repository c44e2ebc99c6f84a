"""The blocks of a text."""

import pytest
from spacy.language import Language

from claimx.article import Article, Block
from claimx.nlp import tag
from claimx.nlp.layout import parts, title
from claimx.nlp.surface import surface


def kinds(text: str, known_title: str = "") -> list[str]:
    return [part.kind for part in parts(surface(text).twin, known_title)]


def test_a_single_line_is_a_paragraph() -> None:
    assert kinds("Le taux est de 5 %.") == ["paragraph"]
    assert parts("") == []


def test_title_dek_title_again_and_headings() -> None:
    head = "Un titre court\nLe 3 mai, la ville vote.\n\nUn titre court\n"
    text = f"{head}Le vote a lieu. Il est long.\nLa suite\nElle vient après, en détail."
    assert kinds(text) == ["title", "dek", "title", "paragraph", "heading", "paragraph"]
    assert title(text, parts(text)) == "Un titre court"


def test_wrapped_lines_are_one_paragraph() -> None:
    line = "Le conseil municipal a voté hier soir un budget de plus de trente"
    text = f"{line}\n{line}\n{line}\n{line}\nmillions.\n\n{line}\n{line}\nmillions."
    assert kinds(text) == ["paragraph", "paragraph"]


@pytest.mark.parametrize("bar", ["| ", ""])
def test_cells_of_a_markdown_table_are_blocks(bar: str) -> None:
    rows = ["Ville | Taux |", "---|:---:|", r"Brest \| port | 5 % |", "Lyon | |"]
    table = "\n".join((bar + row).removesuffix("" if bar else " |") for row in rows)
    text = f"Un titre\n\nLe taux est de 5 %. Il monte.\n\n{table}\n\nIl baisse | ensuite."
    found = [(part.kind, text[part.start : part.end]) for part in parts(text)]
    assert found[2:-1] == [("table", cell) for cell in ("Ville", "Taux", r"Brest \| port", "5 %", "Lyon")]
    assert [kind for kind, _ in found[:2] + found[-1:]] == ["title", "paragraph", "paragraph"]


def test_bars_without_a_ruled_line_are_no_table() -> None:
    assert "table" not in kinds("Ville | Taux\nBrest | 5 %\n\nFin de la liste. Elle est close.")


def test_carriage_returns_are_line_ends() -> None:
    text = "Un titre\r\n\r\nLe taux est de 5 %. Il monte.\r\n\r\nSource : AFP"
    assert kinds(text) == ["title", "paragraph", "source_line"]


def test_markdown() -> None:
    assert kinds("# Titre\n\n## Partie\n\n- un\n- deux\n\n> dit-il\n\nLe texte.") == [
        "title",
        "heading",
        "list",
        "list",
        "quotation",
        "paragraph",
    ]


@pytest.mark.parametrize("row", ["| Brest | 5,2 % |", "|Brest|5,2 %|", "Brest | 5,2 %"])
def test_the_sentence_of_a_cell_is_the_cell(nlp: Language, row: str) -> None:
    doc = nlp(f"Le taux monte à Lyon.\n\n| Ville | Taux |\n|---|---|\n{row}\n\nIl baisse.")
    (claim,) = doc.spans["claims"]
    assert (claim.text, claim._.block, claim.sent.text.strip()) == ("5,2 %", "table", "5,2 %")


def test_a_credit_in_a_caption_is_no_source_of_the_text(nlp: Language) -> None:
    text, caption = "Le budget atteint 12 millions d'euros.", "AFP"
    start = len(text) + 1
    blocks = [Block(start=0, end=len(text), kind="paragraph"), Block(start=start, end=start + 3, kind="caption")]
    article = Article(article_id="a", text=f"{text}\n{caption}", blocks=tuple(blocks))
    (rows,) = tag(nlp, [article])
    assert [claim.block for claim in rows["claims"]] == ["paragraph"]
    assert rows["sources"] == []
