"""The attributes that claimx gives to Docs and Spans: declared here, and never in the place of somebody else's."""

from typing import Any

from spacy.tokens import Doc, Span
from spacy.util import registry

from claimx.errors import ClaimxError

KEY = "claimx_extensions"
"""The entry of spaCy's registry that holds what we declared: it is there still when our modules are loaded anew."""


def declare(owner: type[Doc] | type[Span], name: str, **options: Any) -> None:
    """Declare `owner._.name`, with spaCy's options; calling it again does no harm.

    Raises ClaimxError if there is an extension of that name that is not ours: one of the two would read what the other
    wrote.
    """
    ours = _declared()
    if owner.has_extension(name) and owner.get_extension(name) != ours.get((owner.__name__, name)):
        raise ClaimxError(
            f"{owner.__name__} has an extension '{name}' already, which is not claimx's.",
            f"Name yours otherwise, or remove it before claimx is loaded: {owner.__name__}.remove_extension('{name}')",
        )
    owner.set_extension(name, force=True, **options)
    ours[owner.__name__, name] = owner.get_extension(name)


def _declared() -> dict[tuple[str, str], tuple[Any, ...]]:
    if KEY not in registry.misc:
        declared: dict[tuple[str, str], tuple[Any, ...]] = {}
        registry.misc.register(KEY, func=lambda: declared)
    found: dict[tuple[str, str], tuple[Any, ...]] = registry.misc.get(KEY)()
    return found
