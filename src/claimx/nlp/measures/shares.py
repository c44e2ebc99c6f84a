"""What is a share a share of, and what does that part of the whole do?"""

from spacy.tokens import Token

from claimx import lexicon
from claimx.nlp.measures.direction import change
from claimx.nlp.measures.neighbours import claim_at
from claimx.nlp.measures.phrases import NOUNS, phrase_after, written
from claimx.nlp.measures.setting import Setting
from claimx.nlp.measures.words import column, fold, forms, lemmas, preposition, token_at
from claimx.nlp.syntax import SUBJECTS, children, is_verb, predicate

SHARES = frozenset({"percent", "fraction"})
WORDS = 3
"""Words of the predicate that say what the part does: enough to understand it, no more."""

Found = tuple[str, str] | None


def share(at: Setting) -> Found:
    """« 40 % de femmes » → femmes; « 55 % des votants » → votants.

    « un Belge sur cinq est menacé » → Belges menacés.
    """
    if at.span._.kind not in SHARES or at.span._.direction != "level":
        return None
    return _part(at) or _whole_doing(at) or _object_itself(at)


def _part(at: Setting) -> Found:
    """A complement without article names the part, not the whole."""
    link, noun = at.after, token_at(at.span, at.span.end + 1)
    if link is None or noun is None or preposition(link) != "de" or fold(link.text) in {"du", "des"}:
        return None
    if (at.span._.base and fold(noun.text) in fold(at.span._.base)) or noun.pos_ not in NOUNS | {"ADJ"}:
        return None
    phrase = phrase_after(at.span, noun.i)
    if not phrase or (change(phrase[0]) is not None and at.span._.direction != "level"):
        return None
    return written(phrase), f"the part that « {at.span.text} » names"


def _whole_doing(at: Setting) -> Found:
    """The whole and what is said of the part, where the share is the subject or comes after « par »."""
    whole = at.span._.base
    if not whole:
        return None
    inside = at.span._.kind == "fraction" and fold(whole) in fold(at.span.text)
    if at.by and at.by not in forms("base_cues", "how", "about") and not inside:
        return None
    verb = predicate(at.span.root)
    if at.anchor is not None and at.anchor.text == "(":
        return None
    if at.by == "" and not inside and not _is_subject(at, verb):
        return None
    noun = plural(whole) if inside else whole
    done = _done(at, verb) if verb is not None and not at.by else ""
    return f"{noun} {done}".strip(), f"the whole of « {at.span.text} »" + (f", which is « {done} »" if done else "")


def _object_itself(at: Setting) -> Found:
    """« le feu a détruit 30 % des récoltes » → récoltes: the object of a verb that neither measures nor owns."""
    base, link, verb = at.span._.base, at.after, predicate(at.span.root)
    if not base or at.by or preposition(link) != "de" or verb is None or verb.i > at.span.start:
        return None
    words = lemmas(verb).union(*(lemmas(child) for child in verb.children if child.dep_ == "cop"))
    equal = at.anchor is not None and fold(at.anchor.text) in column("equalities")
    beside = at.anchor is not None and at.anchor.pos_ in {"VERB", "ADV", "CCONJ", "SCONJ"} and not equal
    limit = token_at(at.span, at.span.start - 1)
    if (
        not beside
        or (limit is not None and fold(limit.text).endswith("à"))
        or words & (column("measuring_verbs", "lemma") | column("purposes", "lemma") | column("owning_verbs", "lemma"))
    ):
        return None
    return base, f"object of « {verb.text} »"


def _is_subject(at: Setting, verb: Token | None) -> bool:
    """Whether the share is the subject of its verb; by its place where the tree does not say so."""
    if verb is None:
        return at.anchor is None or at.anchor.is_punct or at.anchor.pos_ == "CCONJ"
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if own:
        return any(token in at.span for child in own for token in child.subtree)
    return at.span.start < verb.i


def _done(at: Setting, verb: Token) -> str:
    """The participle or adjective that is said of the part: « menacé de pauvreté », « vacciné »."""
    if verb.i < at.span.end:
        return ""
    aged = next(
        (claim for token in verb.rights if (claim := claim_at(token)) is not None and claim._.kind == "age"), None
    )
    if aged is not None and aged.root.head == verb:
        return " ".join(verb.doc[verb.i : aged.end].text.split())
    said = verb
    if is_verb(verb) and not children(verb, "cop", "aux:pass") and "Part" not in verb.morph.get("VerbForm", []):
        said = next((child for child in children(verb, "xcomp", "obj") if child.pos_ in {"ADJ", "VERB"}), verb)
        if said is verb:
            return ""
    if (said.pos_ != "ADJ" and "Part" not in said.morph.get("VerbForm", [])) or (
        children(verb, "aux:tense") and not children(verb, "aux:pass")
    ):
        return ""
    tail = (
        phrase_after(at.span, said.i + 2)[:1]
        if preposition(said.nbor(1)) == "de" and said.i + 1 < len(said.doc) - 1
        else []
    )
    negated = [child.text for child in children(verb, "advmod") if "Neg" in child.morph.get("Polarity", [])][-1:]
    words = [*negated, said.text, *([said.nbor(1).text, *(token.text for token in tail)] if tail else [])]
    return " ".join(words[:WORDS])


def plural(noun: str) -> str:
    """The plural of a noun by the endings of plurals.csv: « pompier » → pompiers."""
    row = next(row for row in lexicon.rows("plurals") if noun.endswith(row["ending"]))
    return noun[: len(noun) - len(row["ending"])] + row["plural"]
