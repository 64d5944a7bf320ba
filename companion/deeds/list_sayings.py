"""Words what she says of lists: what is on one, which there are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.deeds.deed import Done
from companion.deeds.list_names import items_meant, the_list
from companion.memory.lists import KeptList, ListItem
from companion.text.capital import capital
from companion.text.listing import listed
from companion.text.number_words import in_words


def told(said: str) -> Done:
    """What only tells something: its receipt is not kept."""
    return Done(said, said.rstrip("."), kept=False)


def which_lists(lists: Sequence[KeptList]) -> str:
    """How many lists there are, and their names."""
    if not lists:
        return "There are no lists yet."
    if len(lists) == 1:
        return f"There is one list: {lists[0].name}."
    return f"There are {in_words(len(lists))} lists: {listed([one.name for one in lists])}."


def contents(kept: KeptList, left: bool) -> str:
    """What is on the list, or only what is `left`."""
    if not kept.items:
        return f"{capital(the_list(kept.name))} is empty."
    ticked = [item.text for item in kept.items if item.ticked]
    opened = [item.text for item in kept.open]
    still = "Still on" if left else "On"
    said = (
        f"{still} {the_list(kept.name)}: {listed(opened)}."
        if opened
        else f"All on {the_list(kept.name)} is ticked off."
    )
    return f"{said} Ticked off: {listed(ticked)}." if ticked and not left else said


def counted(kept: KeptList) -> str:
    """How many things are open, and which."""
    count = len(kept.open)
    if not count:
        return f"Nothing is open on {the_list(kept.name)}."
    things = listed([item.text for item in kept.open])
    return f"{capital(in_words(count))} thing{'s' * (count != 1)} on {the_list(kept.name)}: {things}."


def whether(kept: KeptList, words: Sequence[str]) -> str:
    """Whether these are on the list."""
    found = [item for one in words for item in items_meant(one, kept.items)]
    missing = [one for one in words if not items_meant(one, kept.items)]
    said = []
    if found:
        ticked = ", ticked off" if all(item.ticked for item in found) else ""
        said.append(
            f"Yes, {listed([item.text for item in found])} {is_or_are(found)} on {the_list(kept.name)}{ticked}."
        )
    if missing:
        said.append(f"No {either(missing)} on {the_list(kept.name)}.")
    return " ".join(said)


def is_or_are(items: Sequence[ListItem] | Sequence[str]) -> str:
    """One thing may be several: “eggs are”."""
    texts = [item.text if isinstance(item, ListItem) else item for item in items]
    plural = len(texts) > 1 or bool(re.search(r"[a-rt-z]s$", texts[0].split(" for ")[0].lower())) if texts else False
    return "are" if plural else "is"


def either(words: Sequence[str]) -> str:
    """“eggs, milk or bread”, without articles."""
    bare = [re.sub(r"^(?:the|my|some|any|a|an) ", "", one, flags=re.IGNORECASE) for one in words]
    return " or ".join(filter(None, (", ".join(bare[:-1]), bare[-1])))
