"""Where does a text speak of time, and which days are meant? « le 24 juin 2025 », « l'an dernier », « 18 h 30 ».

No spaCy in here, and no component: those that must know what is a date and no amount read it from here, too.
"""

from claimx.nlp.calendar.choice import Sense
from claimx.nlp.calendar.expressions import Expression, expressions
from claimx.nlp.calendar.periods import Period, of_day
from claimx.nlp.calendar.resolve import resolve, timex

__all__ = ["Expression", "Period", "Sense", "expressions", "of_day", "resolve", "timex"]
