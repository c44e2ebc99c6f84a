"""Numerals read back: every integer in words, every separator in digits, in linear time, whatever the text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from claimx.nlp.numerals import numerals

SEPARATORS = (" ", ".", "'")


def read(text: str) -> list[tuple[str, float]]:
    return [(text[numeral.start : numeral.end], numeral.value) for numeral in numerals(text)]


@pytest.mark.parametrize("language", ["fr", "fr_BE", "fr_CH"])
@pytest.mark.parametrize("first", range(0, 1_000_001, 100_000))
def test_integers_in_words(language: str, first: int) -> None:
    """Every integer below two thousand, then one of 211 up to a million: all hundreds, tens and units are met."""
    small = range(2_000) if first == 0 else ()
    for number in [*small, *range(first, min(first + 100_000, 1_000_001), 211)]:
        text = num2words(number, lang=language)
        assert read(text) == [(text, number)]


@pytest.mark.parametrize("old", [" ", "-"])
def test_spellings_of_1990_and_before(old: str) -> None:
    for number in (17, 22, 71, 80, 97, 101, 999, 21_122, 999_999):
        text = num2words(number, lang="fr").replace("-", " ").replace(" ", old)
        assert read(text) == [(text, number)]


@pytest.mark.parametrize("separator", SEPARATORS)
@given(number=st.integers(1_000, 999_999_999_999))
@settings(deadline=None, max_examples=200)
def test_separators_of_thousands(separator: str, number: int) -> None:
    text = f"{number:,}".replace(",", separator)
    assert read(f"soit {text} en tout") == [(text, number)]


@given(
    number=st.integers(0, 999_999), decimals=st.from_regex(r"[0-9]{1,2}", fullmatch=True), mark=st.sampled_from(",.")
)
@settings(deadline=None)
def test_decimals(number: int, decimals: str, mark: str) -> None:
    text = f"{number}{mark}{decimals}"
    assert read(text) == [(text, float(f"{number}.{decimals}"))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,3 milliards", 2.3e9),
        ("35Mds", 35e9),
        ("un demi-million", 5e5),
        ("un million et demi", 1.5e6),
        ("1 million 200 000", 1.2e6),
        ("deux virgule cinq millions", 2.5e6),
        ("deux virgule zéro cinq", 2.05),
        ("une dizaine de milliers", 1e4),
        ("deux douzaines", 24),
        ("une bonne centaine", 100),
        ("trois quarts", 0.75),
        ("2 ½", 2.5),
        ("quatre-vingts", 80),
        ("quatre vingt un", 81),
        ("septante et un", 71),
        ("huitante-cinq", 85),
        ("octante-cinq", 85),
        ("nonante-neuf", 99),
        ("mil neuf cents", 1900),
        ("onze cents", 1100),
        ("2.300.000,50", 2300000.5),
    ],
)
def test_forms(text: str, value: float) -> None:
    assert read(text) == [(text, pytest.approx(value))]


@pytest.mark.parametrize(
    "text", ["F-16", "des dizaines de", "par centaines", "1.2.3.4.5", "H1N1", "Deuxième", "centre"]
)
def test_no_numeral_is_made_up(text: str) -> None:
    assert all(len(written) < len(text) for written, _ in read(text))


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=300)
def test_any_text(text: str) -> None:
    found = numerals(text)
    assert all(0 <= numeral.start < numeral.end <= len(text) for numeral in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


LINEAR = {"1 ": 1_000_000, "mille ": 1_000_000, "(": 1_000_000}
"""Hostile texts of a megabyte; those of the other sort are of a hundred kilobytes, for the time that they take."""


@pytest.mark.parametrize("part", [*LINEAR, "1", "1 000 ", "un million ", "1/3", "deux cent ", "une dizaine de "])
def test_linear_time(part: str) -> None:
    """Four times the text takes less than ten times the time."""
    most = LINEAR.get(part, 100_000)

    def seconds(size: int) -> float:
        text = part * (size // len(part))
        start = time.process_time()
        numerals(text)
        return time.process_time() - start

    small = max(seconds(most // 4), 0.1)  # below that a machine's noise outweighs what is measured
    assert min(seconds(most) for _ in range(2)) < 10 * small
