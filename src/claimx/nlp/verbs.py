"""Which verb is this form, and in which tense? The conjugation of French, beside the model's lemmas and moods.

The model takes « atteindrait » for an imperfect and « réclame » for a verb « réclamer » only now and then. Here the
forms of a verb are written out from its infinitive: the first group by rule, all others by the longest ending that
lexicon/verb_patterns.csv knows. No component; pure functions over words and tokens.
"""

import re
from collections.abc import Iterable
from functools import cache

from spacy.tokens import Token

from claimx import lexicon

FINITE = frozenset({"present", "imperfect", "past", "future", "conditional", "subjunctive"})


def _endings(tense: str) -> tuple[str, ...]:
    return tuple(row["ending"] for row in lexicon.rows("personal_endings") if row["tense"] == tense)


_IMPERFECT, _FUTURE, _SUBJUNCTIVE, _PAST_3P = map(_endings, ("imperfect", "future", "subjunctive", "past"))


@cache
def paradigm(infinitive: str) -> dict[str, str]:
    """The forms of a verb, each with its tense; where two tenses share a form, the one that the press uses more.

    Tenses: present, imperfect, past (simple), future, conditional, subjunctive, participle, gerund, infinitive.
    """
    forms = (
        _first_group(infinitive) if infinitive.endswith("er") and infinitive != "aller" else _other_groups(infinitive)
    )
    return forms | {infinitive: "infinitive"}


def _first_group(infinitive: str) -> dict[str, str]:
    stem = infinitive[:-2]
    soft = {"c": stem[:-1] + "ç", "g": stem + "e"}.get(stem[-1:], stem)
    forms: dict[str, str] = {}
    for silent in _silent_stems(stem):
        forms |= _with(silent, ("e", "es", "ent"), "present")
        forms |= _with(silent + "er", _IMPERFECT, "conditional") | _with(silent + "er", _FUTURE, "future")
    forms |= _with(stem, ("ez",), "present") | _with(soft, ("ons",), "present")
    forms |= _with(soft, _IMPERFECT[:3], "imperfect") | _with(stem, _IMPERFECT[3:], "imperfect")
    forms |= _with(soft, ("ai", "a"), "past") | _with(stem, _PAST_3P, "past")
    return forms | _with(stem, ("é", "ée", "és", "ées"), "participle") | {soft + "ant": "gerund"}


def _silent_stems(stem: str) -> list[str]:
    """The stems before a mute e: « rappell- » of rappeler, « révèl- » of révéler, « appui- » of appuyer.

    Beside the plain one.
    """
    stems = [stem]
    if stem[-1:] == "y":
        stems.append(stem[:-1] + "i")
    if re.search(".[eé][^aeéiou]$", stem):
        stems.append(stem[:-2] + "è" + stem[-1])
        if stem[-2] == "e" and stem[-1] in "lt":
            stems.append(stem + stem[-1])
    if re.search(".[eé](?:g[nur]|[bvtc]r)$", stem):
        stems.append(stem[:-3] + "è" + stem[-2:])
    return stems


def _other_groups(infinitive: str) -> dict[str, str]:
    row = _pattern(infinitive)
    if row is None:
        return {}
    prefix = infinitive[: len(infinitive) - len(row["ending"])]
    forms = _with(prefix + row["subjunctive"], _SUBJUNCTIVE, "subjunctive")
    forms |= _with(prefix + row["participle"].replace("û", "u"), ("e", "s", "es"), "participle")
    forms |= {
        prefix + row["past_3s"]: "past",
        prefix + row["past_3p"]: "past",
        prefix + row["participle"]: "participle",
    }
    forms |= _with(prefix + row["imperfect"], _IMPERFECT, "imperfect") | {prefix + row["imperfect"] + "ant": "gerund"}
    forms |= _with(prefix + row["imperfect"], ("ons", "ez"), "present")
    forms |= {prefix + row[form]: "present" for form in ("present_1s", "present_3s", "present_3p")}
    return (
        forms
        | _with(prefix + row["future"], _IMPERFECT, "conditional")
        | _with(prefix + row["future"], _FUTURE, "future")
    )


def _pattern(infinitive: str) -> lexicon.Row | None:
    fitting = [row for row in lexicon.rows("verb_patterns") if infinitive.endswith(row["ending"])]
    return max(fitting, key=lambda row: len(row["ending"]), default=None)


def _with(stem: str, endings: Iterable[str], tense: str) -> dict[str, str]:
    return {stem + ending: tense for ending in endings}


@cache
def conjugated(infinitives: frozenset[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Every form of these verbs with the verbs and tenses that it can be: « dit » → dire in the present."""
    forms: dict[str, tuple[tuple[str, str], ...]] = {}
    for infinitive in sorted(infinitives):
        for form, tense in paradigm(infinitive).items():
            forms[form] = (*forms.get(form, ()), (infinitive, tense))
    return forms


def tense(token: Token) -> str:
    """The tense of one verb form by its letters, then by the model; "" where it is no verb form that we can read."""
    known = conjugated(_AUXILIARIES).get(token.lower_)
    if known:
        return known[0][1]
    return _by_letters(token) or _by_model(token)


_AUXILIARIES = frozenset({"avoir", "être", "aller", "devoir", "pouvoir", "vouloir", "falloir", "faire"})


def _by_letters(token: Token) -> str:
    """Future and conditional by their endings; other words of these endings belong to verbs in -rer, -vrir, -ffrir."""
    if token.pos_ not in {"VERB", "AUX"}:
        return ""
    fitting = [
        row
        for row in lexicon.rows("verb_endings")
        if token.lower_.endswith(row["ending"]) and len(token) > len(row["ending"])
    ]
    row = max(fitting, key=lambda row: len(row["ending"]), default=None)
    if row is None or (row["unless_lemma"] and token.lemma_.endswith(row["unless_lemma"])):
        return ""
    return row["tense"]


_MOODS = {"Cnd": "conditional", "Sub": "subjunctive", "Imp": "imperative"}
_TENSES = {"Fut": "future", "Imp": "imperfect", "Past": "past", "Pres": "present"}


def _by_model(token: Token) -> str:
    morph = token.morph
    if "Inf" in morph.get("VerbForm", []):
        return "infinitive"
    if "Part" in morph.get("VerbForm", []):
        return "gerund" if "Pres" in morph.get("Tense", []) else "participle"
    for mood in morph.get("Mood", []):
        if mood in _MOODS:
            return _spelt(token, _MOODS[mood])
    if "Fin" not in morph.get("VerbForm", []):
        return ""
    return _spelt(token, next((_TENSES[name] for name in morph.get("Tense", []) if name in _TENSES), "present"))


def _spelt(token: Token, tense: str) -> str:
    """The tense that the model says, where the letters can be it: no conditional and no future is without r.

    « transportait 81 personnes » is an imperfect, whatever the model says.
    """
    if tense == "conditional" and not token.lower_.endswith(tuple("r" + ending for ending in _IMPERFECT)):
        return "imperfect" if token.lower_.endswith(_IMPERFECT) else "present"
    if tense == "future" and not token.lower_.endswith(tuple("r" + ending for ending in _FUTURE)):
        return "present"
    return tense
