"""Where does a text speak of time? « le 24 juin 2025 », « l'an dernier », « 18 h 30 »: the finder, without spaCy.

Components that must know what is a date and no amount, or what day a date is, read it from here.
"""

from claimx.nlp.calendar.expressions import Expression, expressions

__all__ = ["Expression", "expressions"]
