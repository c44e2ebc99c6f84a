"""The French model that the pipeline stands on: is it installed, and is it the one that claimx was made for?"""

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from types import MappingProxyType

import spacy
from spacy.language import Language

from claimx.errors import ClaimxError


def load(name: str, version: str, factories: Mapping[str, str] = MappingProxyType({})) -> Language:
    """The installed model, with these factories for some of its components.

    Raises ClaimxError where it is missing, of another version, or no model at all.

    The rules lean on what this very model says of a sentence, so that a newer one is another one. Registries also have
    packages that only bear a model's name, as version 999.9.9.
    """
    hint = f"Install it: pip install {name.replace('_', '-')}=={version} (README tells its hash)."
    try:
        found = installed(name)
    except PackageNotFoundError:
        raise ClaimxError(f"The French model {name} is not installed.", hint) from None
    if found != version:
        raise ClaimxError(f"The French model {name} is there in version {found}, claimx needs {version}.", hint)
    try:
        return spacy.load(name, config={"components": {part: {"factory": own} for part, own in factories.items()}})
    except (AttributeError, ImportError, OSError, ValueError) as error:  # what spaCy raises on files of all sorts
        raise ClaimxError(f"The French model {name} {version} cannot be loaded ({error}).", hint) from error
