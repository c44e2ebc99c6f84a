"""Other blanks, apostrophes, forms of accents and line ends change no field of a claim."""

import dataclasses
import json
import random
import re
import textwrap
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from claimx import nlp as stages
from claimx import readers, tables
from claimx.article import Article
from claimx.nlp import lines
from claimx.nlp.surface import folded, surface

ROOT = Path(__file__).parent.parent
SOURCES = sorted(
    path
    for folder, pattern in (("nlp", "*.py"), ("lexicon", "*.csv"))
    for path in (ROOT / "src" / "claimx" / folder).rglob(pattern)
    if path.name != "surface.py"
)
SPECIAL = re.compile(
    r"[\u00a0\u2000-\u200d\u202f\u2010\u2011\u2014\u2018\u2019\u2212\u02bc\ufeff\u00ad]|\\u(?:00a0|20[0-9a-f]{2}|2212)"
)
BLANKS = ("\u00a0", "\u202f", "\u2009", "\u200a")


# -- the twin and the way back -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "twin"),
    [
        ("5\u00a0%", "5 %"),
        ("27\u202f000 \u00a0 policiers", "27 000 policiers"),
        ("l’État", "l'État"),
        ("e\u0301te\u0301", "été"),
        ("poli\u00adciers", "policiers"),
        ("\ufeffUn\u200b taux", "Un taux"),
        ("−0,3 % — dit‑il", "-0,3 % – dit-il"),
        ("– 3 % des voix –", "– 3 % des voix –"),
        ("CHF 40.–", "CHF 40.–"),
        ("2–1, dix-huit", "2–1, dix-huit"),
        ("‘C’est l’été’, dit-il", "“C'est l'été”, dit-il"),
        ("XXᵉ siècle, 1ᵉʳ mai", "XXe siècle, 1er mai"),
        ("ﬁn 2020", "fin 2020"),
        ("Un titre \r\n \r\n  Le texte", "Un titre\n\nLe texte"),
        ("  Le texte.\n", "Le texte."),
        ("384\npersonnes", "384 personnes"),
        ("Le bilan passe à 12\nPoliciers déployés", "Le bilan passe à 12\nPoliciers déployés"),
        ("- 12 morts\n- trois blessés", "- 12 morts\n- trois blessés"),
        ("En un an :\nmorts : 12\nblessés : 30", "En un an :\nmorts : 12\nblessés : 30"),
        ("En un an :\nmorts : 12\npersonnes\nblessés : 30", "En un an :\nmorts : 12 personnes\nblessés : 30"),
        (
            "Bilan : il a vu\ndouze lits dans la\nville : un record",
            "Bilan : il a vu douze lits dans la ville : un record",
        ),
        ("Un titre\n\nle texte", "Un titre\n\nle texte"),
        ("## Bilan\nquinze morts", "## Bilan\nquinze morts"),
        ("27\n000 policiers", "27 000 policiers"),
        ("En 2024\n300 policiers", "En 2024\n300 policiers"),
        ("trente-\ndeux ans", "trente-deux ans"),
        ("le coût de la\nVille", "le coût de la Ville"),
        ("35\nMilliards d'euros", "35 Milliards d'euros"),
        ("12 000¹ policiers", "12 000 policiers"),
        ("dix[2] soldats, 5 %[^3].", "dix soldats, 5 %."),
        ("12 000* soldats", "12 000 soldats"),
        ("*12 000* soldats", "*12 000* soldats"),
        ("40 m², 10³ unités, 10⁶", "40 m², 10³ unités, 10⁶"),
        ("voir [2](https://example.org)", "voir [2](https://example.org)"),
        ("3 km¹, 12 millions² d'euros, trois³ ponts", "3 km, 12 millions d'euros, trois ponts"),
        ("3 km², 5 mètres³, du CO², E = mc², 4 m/s²", "3 km², 5 mètres³, du CO², E = mc², 4 m/s²"),
        ("4 000¹ ² lits, 300¹,² ponts, 12 % ¹, 5 €² nets", "4 000 lits, 300 ponts, 12 %, 5 € nets"),
        ("12 %[1][2] nets, [1][2]", "12 % nets, [1][2]"),
        ("4 000 (1) lits, 12 %(2), six (3)\n\n(1) Nets\n(2) Bruts", "4 000 lits, 12 %, six (3)\n\n(1) Nets\n(2) Bruts"),
        ("douze (12) lits", "douze (12) lits"),
        ("il fait − 12 °C, (− 3 %), 5 − 3", "il fait -12 °C, (-3 %), 5 - 3"),
        ("„Es ist“, „oui”, ”non”, “si”", "“Es ist”, “oui”, “non”, “si”"),
        ("> douze\n> morts\n>\n> trois", "> douze morts\n>\n> trois"),
        (">> douze\n> morts\n> - deux", ">> douze\n> morts\n> - deux"),
        ("en Loire-\nAtlantique", "en Loire-Atlantique"),
        ("a) douze lits\nb) trois ponts", "a) douze lits\nb) trois ponts"),
        ("✓ douze lits\n✓ trois ponts", "✓ douze lits\n✓ trois ponts"),
    ],
)
def test_the_twin(text: str, twin: str) -> None:
    found = surface(text)
    assert found.twin == twin
    assert surface(twin).twin == twin


def test_the_way_back() -> None:
    text = "  Il y a 27\u202f\u202f000\u00a0¹ poli\u00adciers à l’e\u0301cole.\r\n\r\n12¹ fois"
    found = surface(text)
    for word, written in (
        ("27 000", "27\u202f\u202f000"),
        ("policiers", "poli\u00adciers"),
        ("l'école", "l’e\u0301cole"),
        ("12", "12"),
        ("fois", "fois"),
    ):
        start = found.twin.index(word)
        first, last = found.back(start, start + len(word))
        assert text[first:last] == written
        assert found.forth(first) == start
    at, label = found.notes[-1]
    assert (text[slice(*found.back(at, at))], label) == ("¹", "1")


@given(st.text(st.sampled_from("ae\u0301 \u00a0\n\r'’‘12¹[]*—-\u00ad\u200b«»é.,:|#%ﬁA"), max_size=40))
@settings(deadline=None, max_examples=1000)
def test_any_text_has_a_twin_and_a_way_back(text: str) -> None:
    found = surface(text)
    places = [found.back(at, at + 1) for at in range(len(found.twin))]
    assert all(0 <= first < last <= len(text) for first, last in places)
    assert [first for first, _ in places] == sorted(first for first, _ in places)
    for at, (first, last) in enumerate(places):
        plain = [char for char in found.twin[at] if char.isalpha()]
        kept = unicodedata.normalize("NFKD", text[first:last])
        assert all(unicodedata.normalize("NFKD", char)[0] in kept for char in plain)
    assert not re.search("[\u00a0\u00ad\u200b’—\r]|  | \n|\n ", found.twin)


def test_an_address_does_not_widen_the_column() -> None:
    line = "Le conseil municipal a voté hier soir un budget de plus de trente"
    address = "https://www.example.org/" + "a" * 160
    twin = surface(f"{line}\n{line}\n{line}\n{line}\nMillions de francs.\n\n{address}").twin
    assert twin == f"{line} {line} {line} {line} Millions de francs.\n\n{address}"


def test_the_labels_of_notes_and_their_places() -> None:
    text = "Il manque 4 000¹ ² lits, 12 % (3) et six[4][5] ponts.\n\n(3) Nets"
    found = surface(text)
    places = [(text[slice(*found.back(at, at))], label) for at, label in found.notes]
    assert places == [("¹ ²", "1"), ("¹ ²", "2"), ("(3)", "3"), ("[4][5]", "4"), ("[4][5]", "5")]


def test_a_border_of_blocks_is_no_blank() -> None:
    assert surface("douze\nmorts", borders=[0, 6]).twin == "douze\nmorts"
    assert surface("douze\nmorts", borders=[0]).twin == "douze morts"


def test_a_row_of_a_user_is_folded_alike() -> None:
    assert folded("L’Écho\u00a0de la  Loire") == "L'Écho de la Loire"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_rule_and_no_row_knows_another_blank_or_apostrophe(path: Path) -> None:
    found = SPECIAL.findall(path.read_text(encoding="utf-8"))
    assert found == []


# -- the same fields from other typography --------------------------------------------------------------------------

Change = Callable[[str, list[tuple[int, int]], random.Random], str]


def outside(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return not any(first < end and start < last for first, last in spans)


def replaced(text: str, pattern: str, new: Callable[[re.Match[str]], str]) -> str:
    return re.sub(pattern, new, text)


def other_blanks(text: str, spans: list[tuple[int, int]], chance: random.Random) -> str:
    """(a) any blank outside a numeral for one of the four, or two."""
    return replaced(
        text,
        r"(?<=\S) (?=\S)",
        lambda m: (
            chance.choice((*BLANKS, "  ")) if outside(spans, *m.span()) or not m.string[m.end()].isdigit() else " "
        ),
    )


def blanks_in_numerals(text: str, spans: list[tuple[int, int]], chance: random.Random) -> str:
    """(b) a blank inside a numeral for one of the four."""
    return replaced(text, r"(?<=\d) (?=\d{3}(?!\d))", lambda m: chance.choice(BLANKS))


def broken_behind_numerals(text: str, spans: list[tuple[int, int]], chance: random.Random) -> str:
    """(c) a line end between a numeral and its lower-case noun or unit."""
    ends = {end for _, end in spans if re.match(r" [a-zà-ÿ]", text[end : end + 2])}
    ends -= {at for at in ends if text[text.rfind("\n", 0, at) + 1] == "#"}  # Markdown's headings are one line
    if text.startswith(">"):
        return text  # a line of a mail's quotation begins with its mark
    ends |= {start + m.start() for start, end in spans for m in re.finditer(r"(?<=\d) (?=[a-zà-ÿ])", text[start:end])}
    return "".join("\n" if i in ends else char for i, char in enumerate(text))


def apostrophes_and_dashes(text: str, spans: list[tuple[int, int]], chance: random.Random) -> str:
    """(d) apostrophes, hyphens, dashes and signs."""
    text = text.replace("’", "'") if "’" in text else re.sub(r"(?<=\w)'(?=\w|«)", "’", text)
    text = re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", "‑", text)
    text = re.sub(r"(?:(?<=[ (])|^)-(?=\d)", "−", text)
    return text.replace("–", "—")


def quotation_marks(text: str, spans: list[tuple[int, int]], chance: random.Random) -> str:
    """(d) « … » for “…” or "…", where no other marks stand."""
    if re.search('[“”„"‘‹]', text) or text.count("«") != text.count("»"):
        return text
    opened, closed = chance.choice(("“”", '""'))
    return re.sub(r"[ \u00a0\u202f]?»", closed, re.sub(r"«[ \u00a0\u202f]?", opened, text))


def decomposed(text: str, spans: list[tuple[int, int]], chance: random.Random) -> str:
    """(d) NFD."""
    return unicodedata.normalize("NFD", text)


def invisible(text: str, spans: list[tuple[int, int]], chance: random.Random) -> str:
    """(d) soft hyphens inside of words, zero-width characters anywhere."""
    text = replaced(text, r"(?<=[^\W\d_]{3})(?=[^\W\d_]{3})", lambda m: "\u00ad" if chance.random() < 0.3 else "")
    return replaced(text, r"(?<=\w)(?= )", lambda m: chance.choice(("", "", "\u200b", "\u200c", "\u200d", "\ufeff")))


def all_others(text: str, spans: list[tuple[int, int]], chance: random.Random) -> str:
    """What changes characters one by one, at once; those that keep the places first."""
    for change in (apostrophes_and_dashes, blanks_in_numerals, other_blanks, decomposed, invisible):
        text = change(text, spans, chance)
    return text


CHANGES: tuple[Change, ...] = (all_others, broken_behind_numerals, quotation_marks)


def known_articles() -> Iterator[Article]:
    for path in sorted((ROOT / "tests" / "known").glob("*.toml")):
        for number, example in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["example"]):
            given = {name: example[name] for name in ("text", "title", "date", "url", "outlet") if name in example}
            yield Article(article_id=f"{path.stem}-{number}", **given)


def demo_articles() -> Iterator[Article]:
    for file in readers.find([str(ROOT / "data" / "raw")]):
        assert isinstance(file, readers.File)
        for article in readers.read(file, readers.Admission()):
            assert isinstance(article, Article)
            if not article.blocks:
                yield article


def fields(rows: tables.Rows, text: str) -> list[dict[str, Any]]:
    """The claims without offsets and ids, the article's words as the twin has them."""
    found = []
    for claim in rows["claims"]:
        assert text[claim.start : claim.end] == claim.text
        sources = sorted(source.outlet_id for source in rows["sources"] if source.claim_id == claim.claim_id)
        kept = dataclasses.asdict(claim) | {"sources": sources, "text": folded(claim.text)}
        kept |= {name: bool(kept[name]) for name in ("base_claim_id", "from_claim_id", "speaker_entity_id")}
        found.append({key: value for key, value in kept.items() if key not in ("claim_id", "start", "end", "sentence")})
    return found


def tagged(nlp: Language, articles: list[Article]) -> list[list[dict[str, Any]]]:
    return [
        fields(rows, article.text)
        for batch in batched_by(articles, 256)
        for article, rows in zip(batch, stages.tag(nlp, batch), strict=True)
    ]


def batched_by(articles: list[Article], size: int) -> Iterator[list[Article]]:
    for start in range(0, len(articles), size):
        yield articles[start : start + size]


@pytest.fixture(scope="module")
def plain(nlp: Language) -> list[tuple[Article, list[tuple[int, int]], list[dict[str, Any]]]]:
    """Every article of the specification and the demo, with the places and the fields of its claims."""
    articles = [*known_articles(), *demo_articles()]
    found = []
    for batch in batched_by(articles, 256):
        for article, rows in zip(batch, stages.tag(nlp, batch), strict=True):
            spans = [(claim.start, claim.end) for claim in rows["claims"]]
            found.append((article, spans, fields(rows, article.text)))
    return found


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_other_typography_changes_no_field(nlp: Language, plain: Any, change: Change) -> None:
    chance = random.Random(7)
    texts = [change(article.text, spans, chance) for article, spans, _ in plain]
    touched = [i for i, text in enumerate(texts) if text != plain[i][0].text]
    assert len(touched) > 30
    changed = [dataclasses.replace(plain[i][0], text=texts[i]) for i in touched]
    wrong = [
        (texts[i], wanted, got)
        for i, got in zip(touched, tagged(nlp, changed), strict=True)
        if quoted(wanted := plain[i][2], change) != quoted(got, change)
    ]
    assert not wrong, report(wrong)


def quoted(found: list[dict[str, Any]], change: Change) -> list[dict[str, Any]]:
    """The fields; phrases without quotation marks where those were exchanged."""
    if change is not quotation_marks:
        return found
    return [
        {k: re.sub(r" ?[«»“”\"] ?", " ", v).strip() if isinstance(v, str) else v for k, v in claim.items()}
        for claim in found
    ]


def report(wrong: list[tuple[str, list[dict[str, Any]], list[dict[str, Any]]]]) -> str:
    out = [f"{len(wrong)} texts"]
    for text, wanted, got in wrong[:40]:
        out.append(repr(text[:300]))
        if len(wanted) != len(got):
            out.append(f"   {[c['text'] for c in wanted]} became {[c['text'] for c in got]}")
        for a, b in zip(wanted, got, strict=False):
            out += [f"   {a['text']}: {name}: {a[name]!r} became {b[name]!r}" for name in a if a[name] != b[name]]
    return "\n".join(out)


def test_news_with_the_blanks_of_translators_is_read_as_with_plain_ones(nlp: Language, shared: Path) -> None:
    lines_of = (shared / "gold" / "dev-news.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines_of]
    given = [Article(article_id=row["id"], text=row["text"]) for row in rows]
    plain = [dataclasses.replace(a, text=re.sub("[\u00a0\u202f\u2009\u200a]", " ", a.text)) for a in given]
    assert any(a.text != b.text for a, b in zip(given, plain, strict=True))
    assert tagged(nlp, given) == tagged(nlp, plain)


def test_wrapped_text_is_read_as_unwrapped(nlp: Language, plain: Any) -> None:
    long = [(article, found) for article, _, found in plain if len(article.text) > 400 and "|" not in article.text]
    assert len(long) > 3
    wrapped = []
    for article, _ in long:
        blocks = [textwrap.fill(line, 72, break_on_hyphens=False) for line in article.text.split("\n")]
        wrapped.append(dataclasses.replace(article, text="\n\n".join(block for block in blocks if block)))
    kept = [i for i, article in enumerate(wrapped) if lines.column(article.text, lines.lines(article.text))]
    assert len(kept) > 3
    unwrapped = [dataclasses.replace(long[i][0], text=re.sub(r"\n+", "\n\n", long[i][0].text.strip())) for i in kept]
    pairs = zip(tagged(nlp, unwrapped), tagged(nlp, [wrapped[i] for i in kept]), strict=True)
    wrong = [(wrapped[i].text, a, b) for i, (a, b) in zip(kept, pairs, strict=True) if a != b]
    assert not wrong, report(wrong)
