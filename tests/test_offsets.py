"""The text is never rewritten: whatever it is, each row's offsets cut its own words out of it."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from claimx import engines, tables
from claimx import nlp as stages
from claimx.article import Article

PIECES = (
    "35 milliards de dollars",
    "27\u202f000 policiers",
    "5\xa0%",
    "12M€",
    "-0,4 point",
    "entre 5 et 10 %",
    "la moitié",
    "trente-deux ans",
    "2 h 30",
    "le 24 juin 2025",
    "d'ici 2035",
    "depuis mardi",
    "Le gouvernement prévoit",
    "Jeanne Roy, la ministre, a déclaré",
    "« Nous voulons",
    "» ",
    "( Le Monde )",
    "[AFP](https://www.afp.com/fr)",
    "Source : AFP, Reuters",
    "l'OTAN",
    "Emmanuel Macron",
    "e\u0301te\u0301",
    "👩‍👩‍👧",
    "🙂",
    "\u200b",
    "\ufeff",
    "\t",
    "\r\n",
    "\n\n",
    "\u2028",
    ". ",
    ", ",
    " ",
    " ",
)
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60),
)
SETTINGS = settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def spans(rows: tables.Rows) -> list[tuple[int, int, str]]:
    found = [row for table in ("claims", "mentions", "citations", "dates") for row in rows[table]]
    return [(row.start, row.end, row.text) for row in found]


@SETTINGS
@given(TEXTS)
@example("")
@example(" ")
@example("5")
@example("5 %")
@example("\n\n\n")
@example("«»")
@example("35Mds€")
@example("(((((((((((((5)))))))))")
@example("l'«AfD»: 5% (Le Monde)(AFP)")
def test_offsets_cut_the_words_out_of_the_text(nlp: Language, text: str) -> None:
    rows = engines.extract(Article(article_id="t", text=text, date="2025-06-24"))
    for start, end, written in spans(rows):
        assert text[start:end] == written != ""
    doc = nlp(text)
    assert doc._.original == text


@SETTINGS
@given(TEXTS)
def test_keys_are_unique_and_refer_to_rows(nlp: Language, text: str) -> None:
    rows = engines.extract(Article(article_id="t", text=text))
    keys = {
        table: [
            tuple(getattr(row, column.name) for column in tables.columns(table) if column.metadata["key"])
            for row in found
        ]
        for table, found in rows.items()
    }
    for table, found in keys.items():
        assert len(set(found)) == len(found), table
    for table, found in rows.items():
        for column in tables.columns(table):
            if column.metadata["refers"]:
                known = {key[0] for key in keys[column.metadata["refers"]]} | {""}
                assert {getattr(row, column.name) for row in found} <= known, (table, column.name)


def test_a_text_does_not_change_what_is_found_in_the_next(nlp: Language) -> None:
    texts = ["Le taux est de 5 %.", "La ville compte 27 000 habitants ( Le Monde ).", ""]
    articles = [Article(article_id=str(number), text=text) for number, text in enumerate(texts * 2)]
    rows = tagged(nlp, articles)
    assert [len(one["claims"]) for one in rows] == [1, 1, 0] * 2
    for first, second in zip(rows[:3], rows[3:], strict=True):
        assert spans(first) == spans(second)


def tagged(loaded: Language, articles: list[Article]) -> list[tables.Rows]:
    return list(stages.tag(loaded, articles))
