"""Are these letters the initials of that name: « PSG » of « Paris Saint-Germain »?"""

import re

from claimx.nlp.entities.bounds import borders, words
from claimx.nlp.entities.world import fold

WORD = re.compile(r"\w+'?")


def initials_fit(name: str, acronym: str) -> bool:
    """Whether the letters are the initials of the name's words in order; little words may have one or none."""
    letters = [char for char in fold(acronym) if char.isalpha()]
    small = borders() | words("link") | words("little")
    reached = {0}
    for word in WORD.findall(name):
        taken = {at + 1 for at in reached if at < len(letters) and letters[at] == fold(word)[0]}
        reached = taken | reached if word in small else taken
    return len(letters) > 1 and len(letters) in reached
