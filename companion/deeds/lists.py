"""Keeps lists by name: puts things on, reads them, ticks and takes them off; every change can be undone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from companion.deeds.deed import Deed, DeedQuestion, Done, Request
from companion.deeds.list_adding import plain_things
from companion.deeds.list_follow import THERE_TOO, ended_by_name, follow_list, so_many
from companion.deeds.list_grammar import read_list
from companion.deeds.list_guess import guess_list
from companion.deeds.list_items import items_of
from companion.deeds.list_names import SHOPPING, items_meant, meant_list, named_list, the_list, to_do
from companion.deeds.list_requests import AboutList
from companion.deeds.list_sayings import contents, counted, either, is_or_are, told, whether, which_lists
from companion.memory import Memory
from companion.memory.lists import KeptList, ListItem, item_from_json, items_as_json, list_as_json, list_from_json
from companion.memory.receipts import Receipt
from companion.text.capital import capital
from companion.text.listing import listed

RECENT = timedelta(minutes=30)
"""So long “the list” is the one that was in use last."""
_NOTHING = re.compile(r"(?:no(?:pe)?|nothing|never ?mind|forget it|cancel|leave it|none|stop)\b.*", re.IGNORECASE)
_TALK = re.compile(
    r"(?:i|i'm|i've|i'd|you|we|we're|he|she|they|it's|that's|there's|what|how|why|who|when|where|do|did|are|is|can|could|should|oh)\b"
    r"(?! need\b)",
    re.IGNORECASE,
)
"""An answer that begins so names nothing for a list."""
_LONGEST_ANSWER = 25
_AMENDED = re.compile(
    r"(?:no|sorry|wait|oh|actually)[,.]? (?:(?:i meant|i said|make that|not that one) )?"
    r"(?:(?:put (?:it|them|that) )?(?:on|to) (?P<list>.+)|(?:not .+?, )?(?P<items>.+))"
    r"|(?:i meant|i said|make that|not .+?,) (?P<items2>.+)",
    re.IGNORECASE,
)
ASK_ITEMS, ASK_NAME = "What shall I put on it?", "What shall it be called?"


class ListDeed(Deed):
    """Lists are in the encrypted file, so they outlive the program."""

    name = "list"
    can = "keep lists"
    whole_lines = True

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def read(self, line: str, now: datetime, asked: DeedQuestion | None) -> Request | DeedQuestion | None:
        """As `Deed.read`."""
        lists = self._memory.lists.all()
        if (
            asked is not None
            and isinstance(asked.about, AboutList)
            and (answer := self._answer(line, asked.about, lists))
        ):
            return answer
        found = read_list(line, lists, self._recent(lists, now)) or ended_by_name(line, lists)
        if found is None:
            return None
        if found.action == "add" and not found.items:
            return DeedQuestion("list", ASK_ITEMS, found)
        if found.action == "create" and not found.name:
            return DeedQuestion("list", ASK_NAME, found)
        return found

    def guess(self, line: str, now: datetime) -> Request | None:
        """As `Deed.guess`."""
        return guess_list(line)

    def go_on(self, line: str, now: datetime, before: Request) -> Request | DeedQuestion | None:
        """As `Deed.go_on`: “… and milk to the shopping list”."""
        if not isinstance(before, AboutList) or before.action not in ("add", "remove", "tick"):
            return None
        if before.action == "add" and (there := THERE_TOO.fullmatch(line)):
            return replace(before, items=items_of(there["items"], to_do(before.name)) or ())
        lists = self._memory.lists.all()
        for joint in re.finditer(r" (?:to|on|onto|off|from) ", line):
            name, items = named_list(line[joint.end() :], lists), items_of(line[: joint.start()])
            if name and items and plain_things(line[: joint.start()]):
                return replace(before, name=name, items=items)
        return None

    def amend(self, line: str, now: datetime, receipt: Receipt) -> Request | None:
        """As `Deed.amend`: “no, on the packing list”, “I meant oat milk”."""
        about = (receipt.undo or {}).get("asked")
        found = _AMENDED.fullmatch(line)
        if not found or not about:
            return None
        name, items = about
        if len(items) > 1 and isinstance(swap := self.follow(line, now, receipt), AboutList) and swap.action == "swap":
            return None  # only one of them is taken back
        if found["list"]:
            other = named_list(found["list"], self._memory.lists.all())
            return AboutList("add", other, tuple(items)) if other else None
        words = found["items2"] or (
            found["items"] if re.search(r"i meant|i said|make that|, not |^no,? not", line, re.I) else ""
        )
        changed = items_of(so_many(words or "", items), to_do(name))
        return AboutList("add", name, changed) if changed else None

    def follow(self, line: str, now: datetime, receipt: Receipt) -> Request | None:
        """As `Deed.follow`: “oh and cat food”, “I got the milk”."""
        lists = self._memory.lists.all()
        number = (receipt.undo or {}).get("of")
        kept = next((one for one in lists if one.id == number), None)
        if kept is None or read_list(line, lists, kept) is not None:
            return None
        return follow_list(line, kept)

    def do(self, request: Request, now: datetime, message: int | None) -> Done | DeedQuestion:
        """As `Deed.do`."""
        assert isinstance(request, AboutList)
        lists = self._memory.lists.all()
        if request.action == "lists":
            return told(which_lists(lists))
        if request.action in ("add", "create"):
            return self._add(request, lists, now, message)
        kept = self._meant(request, lists, now)
        if isinstance(kept, Done | DeedQuestion):
            return kept
        self._memory.lists.touch(kept.id)
        match request.action:
            case "read" | "left":
                return told(contents(kept, request.action == "left"))
            case "count":
                return told(counted(kept))
            case "ask":
                return told(whether(kept, request.items))
            case "clear":
                return self._take_off(
                    kept, kept.items, f"{capital(the_list(kept.name))} is empty now", f"{kept.name} list cleared"
                )
            case "clear_ticked":
                ticked = [item for item in kept.items if item.ticked]
                return self._take_off(
                    kept, ticked, f"What was ticked is off {the_list(kept.name)}", f"{kept.name} list tidied"
                )
            case "delete":
                self._memory.lists.remove(kept.id)
                undo = {"of": kept.id, "list": list_as_json(kept), "items": items_as_json(kept.items)}
                return Done(f"{capital(the_list(kept.name))} is gone.", f"{kept.name} list removed", undo=undo)
            case "rename":
                self._memory.lists.rename(kept.id, request.other)
                said = f"{capital(the_list(kept.name))} is called {request.other} now."
                undo = {"of": kept.id, "name": [kept.id, kept.name]}
                return Done(said, f"{kept.name} list, now {request.other}", undo=undo)
            case "swap":
                return self._swap(request, kept, message)
            case "move":
                return self._move(request, kept, lists)
        return self._tick_or_take_off(request, kept)

    def undo(self, receipt: Receipt, now: datetime) -> str:
        """As `Deed.undo`."""
        kept, undo = self._memory.lists, receipt.undo or {}
        if name := undo.get("name"):
            kept.rename(*name)
        kept.take_off(undo.get("added", ()))
        whole = list_from_json(undo["list"]) if "list" in undo else None
        kept.put_back([item_from_json(item) for item in undo.get("items", ())], whole)
        if (made := undo.get("made")) and not kept.one(made).items:
            gone = kept.one(made).name
            kept.remove(made)
            return f"{capital(the_list(gone))} is gone again."
        return f"{capital(the_list(kept.one(undo['of']).name))} is as before."

    def _recent(self, lists: Sequence[KeptList], now: datetime) -> KeptList | None:
        return lists[0] if lists and now.replace(tzinfo=None) - lists[0].used <= RECENT else None

    def _answer(self, line: str, about: AboutList, lists: Sequence[KeptList]) -> Request | None:
        """What her question was answered with."""
        if (
            _NOTHING.fullmatch(line)
            or _TALK.match(line)
            or len(line.split()) > _LONGEST_ANSWER
            or read_list(line, lists, None) is not None
        ):
            return None
        if about.action == "create":
            called = named_list(line, lists) or re.sub(r"^(?:call it|it's|the|my|just) ", "", line, flags=re.IGNORECASE)
            return replace(about, name=called) if len(called.split()) <= 5 else None
        if about.action == "add" and not about.items:
            items = items_of(line, to_do(about.name))
            return replace(about, items=items) if items else None
        name = named_list(line, lists) or next((one.name for one in lists if one.name.lower() in line.lower()), None)
        return replace(about, name=name) if name else None

    def _meant(self, request: AboutList, lists: Sequence[KeptList], now: datetime) -> KeptList | Done | DeedQuestion:
        """The list it is about; else what she says or asks."""
        if not lists:
            return Done(f"{f'No {either(request.items)}: there' if request.items else 'There'} are no lists yet.")
        if request.name:
            kept = meant_list(request.name, lists)
            return kept or Done(f"There's no {the_list(request.name).removeprefix('the ')}. {which_lists(lists)}")
        recent = self._recent(lists, now)
        holding = [
            one for one in lists if request.items and all(items_meant(item, one.items) for item in request.items)
        ]
        if recent is not None and (not request.items or recent in holding or not holding):
            return recent
        if len(holding or lists) == 1:
            return (holding or lists)[0]
        return DeedQuestion("list", f"Which list, {either([one.name for one in holding or lists])}?", request)

    def _add(
        self, request: AboutList, lists: Sequence[KeptList], now: datetime, message: int | None
    ) -> Done | DeedQuestion:
        kept = meant_list(request.name, lists) if request.name else None
        if request.action == "create" and kept is not None and not request.items:
            return Done(f"{capital(the_list(kept.name))} is there already. {contents(kept, False)}")
        if not request.name:
            recent = self._recent(lists, now)
            if recent is None and len(lists) > 1:
                return DeedQuestion("list", f"On which list, {either([one.name for one in lists])}?", request)
            kept = recent or next(iter(lists), None)
        made = None
        if kept is None:
            kept = made = self._memory.lists.make(request.name or SHOPPING)
        known = {
            item: items_meant(item, [one for one in kept.items if one.text.lower() == item.lower()])
            for item in request.items
        }
        again = [one for found in known.values() for one in found if one.ticked]
        new = [item for item, found in known.items() if not found]
        there = [item for item, found in known.items() if found and not found[0].ticked]
        self._memory.lists.tick([one.id for one in again], ticked=False)
        added = self._memory.lists.add(kept.id, new, message)
        put = [*new, *(one.text for one in again)]
        undo = {
            "of": kept.id,
            "added": added,
            "made": made.id if made else None,
            "items": items_as_json(again),
            "asked": [kept.name, list(request.items)],
        }
        if made and not put:
            return Done(f"New list: {kept.name}.", f"new list, {kept.name}", undo=undo)
        if not put:
            return Done(f"{capital(listed(there))} {is_or_are(there)} on {the_list(kept.name)} already.")
        also = f" {capital(listed(there))} {is_or_are(there)} on it already." if there else ""
        where = f"New list, {kept.name}" if made else f"On {the_list(kept.name)}"
        return Done(f"{where}: {listed(put)}.{also}", f"{kept.name}: {listed(put)}", undo=undo)

    def _tick_or_take_off(self, request: AboutList, kept: KeptList) -> Done:
        found = {words: items_meant(words, kept.items) for words in request.items}
        missing = [words for words, items in found.items() if not items]
        items = [one for items in found.values() for one in items]
        no = f" There's no {either(missing)} on {the_list(kept.name)}." if missing else ""
        if not items:
            return Done(no.strip())
        names = listed([item.text for item in items])
        if request.action == "remove":
            return self._take_off(
                kept,
                items,
                f"{capital(names)} {is_or_are(items)} off {the_list(kept.name)}",
                f"{kept.name}: {names} off",
                no,
            )
        self._memory.lists.tick([item.id for item in items], request.action == "tick")
        done = "ticked off" if request.action == "tick" else "open again"
        left = self._memory.lists.one(kept.id).open
        rest = "" if left or request.action != "tick" else f" That was all on {the_list(kept.name)}."
        return Done(
            f"{capital(names)}: {done}.{no}{rest}",
            f"{kept.name}: {names} {done}",
            undo={"of": kept.id, "items": items_as_json(items)},
        )

    def _take_off(self, kept: KeptList, items: Sequence[ListItem], said: str, text: str, more: str = "") -> Done:
        if not items:
            return Done(
                f"{capital(the_list(kept.name))} has nothing of that on it."
                if kept.items
                else f"{capital(the_list(kept.name))} is empty."
            )
        self._memory.lists.take_off([item.id for item in items])
        return Done(f"{said}.{more}", text, undo={"of": kept.id, "items": items_as_json(items)})

    def _swap(self, request: AboutList, kept: KeptList, message: int | None) -> Done:
        old = items_meant(request.items[0], kept.items)
        if not old:
            return Done(f"There's no {request.items[0]} on {the_list(kept.name)}.")
        self._memory.lists.take_off([old[0].id])
        added = self._memory.lists.add(kept.id, [request.other], message)
        said = f"On {the_list(kept.name)}: {request.other}, in place of {old[0].text}."
        return Done(
            said,
            f"{kept.name}: {request.other} in place of {old[0].text}",
            undo={"of": kept.id, "added": added, "items": items_as_json(old)},
        )

    def _move(self, request: AboutList, kept: KeptList, lists: Sequence[KeptList]) -> Done:
        items = [item for words in request.items for item in items_meant(words, kept.items)]
        if not items:
            return Done(f"There's no {either(request.items)} on {the_list(kept.name)}.")
        there = meant_list(request.other, lists)
        to = there or self._memory.lists.make(request.other)
        self._memory.lists.move([item.id for item in items], to.id)
        names = listed([item.text for item in items])
        undo = {
            "of": kept.id,
            "items": items_as_json(items),
            "made": to.id if there is None else None,
            "asked": [to.name, []],
        }
        return Done(
            f"{capital(names)} {is_or_are(items)} on {the_list(to.name)} now.",
            f"{names}: {kept.name} to {to.name}",
            undo=undo,
        )
