"""Works on letters with the user: reads what a line asks of them, does it, keeps each version and its receipt, and says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from platformdirs import user_documents_path

from companion.deeds.asking import as_asked
from companion.deeds.letter import LetterDeed
from companion.errors import CompanionError
from companion.letters.brief import Brief, brief_from_json
from companion.letters.change_grammar import read_changes
from companion.letters.changes import Change, Handle, ReadAloud, Save
from companion.letters.changing import Changed, LetterChanges, needs_llm
from companion.letters.handling import SHALL_I, LetterHandling, receipt_of, told_of_draft
from companion.letters.material import Material, remembered
from companion.letters.meant import is_meant, may_be_a_deed, names_a_letter
from companion.letters.merging import merged
from companion.letters.questions import Asking, answered, next_question, opening, question, resumes, verdict, with_tone
from companion.letters.request_grammar import read_request
from companion.letters.steps import LetterAnswer, LetterStep
from companion.letters.which import NO_SUCH, NONE, WHICH, ends_it, is_of_the_whole, letters_to, only_handles, recipient
from companion.letters.writing import LetterWriter
from companion.memory import Memory
from companion.memory.letters import Letter
from companion.memory.receipts import Receipt

WRITING = "I'm writing it now."
BOTH = "You changed it by hand meanwhile; both are in it."
BESIDE = "You changed the same place by hand meanwhile, so yours stays. Mine is kept beside it; say “show me yours”."
MOST_NEAR = 3
"""After so many other replies of hers, a bare “shorter” is no longer about the letter."""
_YES = re.compile(
    r"(?:yes|yeah|yep|sure|please|go on|ok|okay|do|read it|of course|please do)(?:[, ]+(?:please|do|go on|read it|"
    r"read it to me))*",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:no|nope|not now|later|no need|not yet)(?:[, ]+(?:thanks|thank you|not now|later))*", re.IGNORECASE
)


class LetterDesk:
    """The letters, and the one in hand. `read` may be called for lines that are never said; `carry_out` on one thread."""

    def __init__(
        self,
        memory: Memory,
        name: Callable[[], str],
        documents: Path | None = None,
        remembering: Callable[[], bool] = lambda: True,
        is_a_deed: Callable[[str], bool] = lambda _line: False,
    ) -> None:
        """`name`: the user's, empty if it is not known; `documents`: where letters are saved, by default the user's documents.

        `remembering`: whether what she remembers may be offered; `is_a_deed`: whether a line asks for something that is no letter.
        """
        self._memory, self._name, self._remembering, self._is_a_deed = memory, name, remembering, is_a_deed
        self._handling = LetterHandling(memory, documents or user_documents_path())
        self._asking: Asking | None = None
        self._in_hand: int | None = None
        self._last: Receipt | None = None
        """What was done last, and is not undone."""
        self._reply = ""
        """What she said last of a letter."""
        self._told: dict[str, int] = {}
        """The lines told for the letter that is asked about, each with its message."""

    def read(self, line: str, her_name: str = "", hers: Sequence[str] = ()) -> LetterStep | None:
        """What the line asks, None for nothing; `hers`: her last replies, the last one at the end. Raises CompanionError."""
        near = [self._is_mine(one) for one in hers[-MOST_NEAR:]]
        last = bool(near) and near[-1]
        if self._asking is not None and (step := self._read_answer(self._asking, line, near)) is not None:
            return step
        if (brief := read_request(line, her_name)) is not None:
            return LetterStep(line, begin=brief)
        return self._read_change(line, as_asked(line, her_name), last, any(near))

    def needs_llm(self, step: LetterStep) -> bool:
        """Whether the LLM will be asked."""
        if step.changes or step.say:
            return any(needs_llm(one) for one in step.changes)
        return step.verdict != "stop" and self._next(step).field is None

    def carry_out(
        self,
        step: LetterStep,
        writer: LetterWriter | None,
        cancelled: Callable[[], bool],
        message: int | None = None,
        tell: Callable[[str], None] = lambda _sentence: None,
    ) -> LetterAnswer:
        """Do it; `message` is the line that asked, `tell` says something before what takes long.

        Raises CompanionError, CancelledError, ModelError and WorkerError; what was understood so far is kept then.
        """
        answer = self._undone() if step.verdict == "undo" else self._carry_out(step, writer, cancelled, message, tell)
        self._reply = " ".join(answer.said)
        self._last = answer.receipts[-1] if answer.receipts else None
        return answer

    def write(
        self, brief: Brief, writer: LetterWriter, cancelled: Callable[[], bool], message: int | None = None
    ) -> LetterAnswer:
        """Write the first draft and keep it. Raises as `carry_out`."""
        draft = writer.draft(brief, self._name(), cancelled)
        letter = self._memory.letters.add(brief.title, brief.as_json(), message)
        self._memory.letters.add_version(letter.id, str(draft.text), "her")
        for told in filter(self._told.__contains__, brief.told):
            self._memory.letters.quote(letter.id, self._told[told], told)
        self._in_hand, self._asking = letter.id, None
        receipt = receipt_of(self._memory, letter, "", {"written": letter.id}, message)
        return LetterAnswer(told_of_draft(draft), self._memory.letters.one(letter.id), (receipt,))

    def change(
        self,
        number: int,
        changes: Sequence[Change],
        line: str,
        writer: LetterWriter | None,
        cancelled: Callable[[], bool],
        message: int | None = None,
    ) -> LetterAnswer:
        """Make these changes of the text, one after the other, and keep what comes out as one version. Raises as `carry_out`."""
        letter = self._memory.letters.one(number)
        if letter.shown is None:
            raise CompanionError(f"Letter {number} has no text yet; nothing was changed.")
        maker = LetterChanges(writer, self._name(), cancelled)
        now = Changed(letter.text, brief_from_json(letter.brief), "")
        said: list[str] = []
        for one in changes:
            now = maker.make(one, now.text, now.brief)
            said.append(now.said)
        self._in_hand = number
        self._memory.letters.keep_brief(number, replace(now.brief, told=(*now.brief.told, line)).as_json())
        if message is not None:
            self._memory.letters.quote(number, message, line)
        if now.text == letter.text:
            return LetterAnswer(tuple(said))
        before, there = letter.shown, self._memory.letters.one(number)
        made, kept = self._keep(there, before.id, before.text, now.text, line)
        said += kept
        undo = {"letter": number, "version": there.shown.id if there.shown else before.id, "made": made}
        receipt = receipt_of(self._memory, there, line, undo, message)
        return LetterAnswer(tuple(said), self._memory.letters.one(number), (receipt,))

    def _keep(self, there: Letter, base: int, before: str, hers: str, line: str) -> tuple[int, list[str]]:
        """Keep her text as a version, and give its number; what was written by hand since `base` is lost by nothing."""
        letters = self._memory.letters
        if there.shown is None or there.shown.id == base:
            return letters.add_version(there.id, hers, "her", line).id, []
        if (both := merged(before, there.text, hers)) is None:
            return letters.add_version(there.id, hers, "her", line, before=base, show=False).id, [BESIDE]
        return letters.add_version(there.id, both, "her", line).id, [BOTH]

    # Reading

    def _is_mine(self, hers: str) -> bool:
        """Whether this reply of hers is the last one about a letter; the beginning of it, if she was cut off."""
        begun = hers.rstrip(" .…")[:60]
        return (
            bool(self._reply)
            and bool(begun)
            and (self._reply in hers or self._reply.startswith(begun) or begun.startswith(self._reply[:60]))
        )

    def _read_answer(self, asking: Asking, line: str, near: Sequence[bool]) -> LetterStep | None:
        found = verdict(line) if asking.field is not None and any(near[-1:]) else None
        if found is not None and not (found == "answer" and self._is_a_deed(line)):
            return LetterStep(line, asking=asking, verdict=found)
        wanted = resumes(asking, line)
        if asking.field is None and any(near) and read_changes(line, ""):
            wanted = "write"  # of a draft that came to nothing, because her mind failed or was stopped
        return LetterStep(line, asking=asking, verdict=wanted) if wanted else None

    def _read_change(self, line: str, text: str, last: bool, near: bool) -> LetterStep | None:
        named, in_view = names_a_letter(text), self._memory.letters.in_view is not None
        if not text or not (near or named or in_view):
            return None
        if last and self._last is not None and read_changes(text, "") == (Handle("undo"),):
            return LetterStep(line, verdict="undo")
        asked = read_changes(text, "")
        if (to := recipient(text)) and asked and all(is_of_the_whole(one) for one in asked):
            letter = self._to(to, exactly=any(ends_it(one) for one in asked))
            if letter is None:
                return LetterStep(line, say=NO_SUCH)
        else:
            letter = self._held() or (next(iter(self._memory.letters.list()), None) if named else None)
            if not near and any(ends_it(one) for one in asked) and self._is_a_guess(letter):
                return LetterStep(line, say=WHICH)
        if letter is None or letter.shown is None:
            return LetterStep(line, say=NONE) if letter is None and named and only_handles(asked) else None
        if last and self._reply.endswith(SHALL_I) and (_YES.fullmatch(text) or _NO.fullmatch(text)):
            change: Change = ReadAloud() if _YES.fullmatch(text) else Handle("keep")
            return LetterStep(line, letter=letter.id, changes=(change,))
        changes = read_changes(text, letter.text)
        certain, shown = named or last, in_view and not any(isinstance(one, Handle) for one in changes)
        if not changes or not all(is_meant(one, letter.text, certain, shown) for one in changes):
            return None
        if not named and any(may_be_a_deed(one) for one in changes) and self._is_a_deed(line):
            return None
        return LetterStep(line, letter=letter.id, changes=changes)

    def _held(self) -> Letter | None:
        letters = self._memory.letters
        if (held := letters.in_view or self._in_hand) is None:
            return letters.under_work()
        return next((one for one in letters.list() if one.id == held), None)

    def _to(self, to: str, exactly: bool) -> Letter | None:
        """The letter to this person that was changed last."""
        letters = self._memory.letters.list()
        return next(iter(letters_to(to, letters, self._memory.facts.people(), exactly)), None)

    def _is_a_guess(self, letter: Letter | None) -> bool:
        """Whether this letter is only the one changed last, and there are others that may be meant."""
        held = self._memory.letters.in_view or self._in_hand
        return letter is not None and letter.id != held and len(self._memory.letters.list()) > 1

    # Doing

    def _next(self, step: LetterStep) -> Asking:
        """The question after this step, or that there is none."""
        if step.begin is not None:
            return next_question(step.begin, (), self._material(step.begin))
        assert step.asking is not None
        if step.verdict == "write":
            return replace(
                with_tone(step.asking, step.line) if read_changes(step.line, "") else step.asking, field=None
            )
        if step.verdict == "again":
            return step.asking
        brief = answered(step.asking, step.line)
        return next_question(brief, step.asking.asked, self._material(brief))

    def _material(self, brief: Brief) -> list[Material]:
        return remembered(self._memory, brief.to) if brief.to and self._remembering() else []

    def _carry_out(
        self,
        step: LetterStep,
        writer: LetterWriter | None,
        cancelled: Callable[[], bool],
        message: int | None,
        tell: Callable[[str], None],
    ) -> LetterAnswer:
        if step.changes:
            return self._work(step, writer, cancelled, message, tell)
        if step.say:
            return LetterAnswer((step.say,))
        if step.verdict == "stop":
            self._asking = None
            return LetterAnswer(("All right. No letter.",))
        asking = self._next(step)
        self._asking = asking
        before = {} if step.begin is not None else self._told
        self._told = before if message is None else {**before, step.line.strip(): message}
        if asking.field is not None:
            first = (opening(asking.brief),) if step.begin is not None else ()
            return LetterAnswer((*first, question(asking)), material=asking.material)
        assert writer is not None, "the responder waits for the LLM"
        tell(WRITING)
        return self.write(asking.brief, writer, cancelled, message)

    def _work(
        self,
        step: LetterStep,
        writer: LetterWriter | None,
        cancelled: Callable[[], bool],
        message: int | None,
        tell: Callable[[str], None],
    ) -> LetterAnswer:
        handled = [one for one in step.changes if isinstance(one, Handle | ReadAloud | Save)]
        changes = [one for one in step.changes if not isinstance(one, Handle | ReadAloud | Save)]
        answers: list[LetterAnswer] = []
        if changes:
            if any(needs_llm(one) for one in changes):
                tell("One moment.")
            answers.append(self.change(step.letter, changes, step.line, writer, cancelled, message))
        answers += [self._handled(self._memory.letters.one(step.letter), one, message) for one in handled]
        return LetterAnswer(
            tuple(said for one in answers for said in one.said),
            next((one.letter for one in reversed(answers) if one.letter is not None), None),
            tuple(receipt for one in answers for receipt in one.receipts),
            cannot=next((one.cannot for one in answers if one.cannot), ""),
        )

    def _undone(self) -> LetterAnswer:
        """Undo what was done last."""
        assert self._last is not None
        receipt, undo = self._last, self._last.undo or {}
        if not undo or "written" in undo:
            return LetterAnswer(
                ("That is the first draft; there is nothing before it.",) if undo else ("That can't be undone.",)
            )
        try:
            said = LetterDeed(self._memory).undo(receipt, receipt.done)
        except CompanionError as refused:
            return LetterAnswer((str(refused),))
        self._memory.receipts.mark_undone(receipt.id)
        number = undo.get("letter") or undo.get("finished") or undo["removed"]["id"]
        self._in_hand = number
        return LetterAnswer((said,), self._memory.letters.one(number), undone=(receipt,))

    def _handled(self, letter: Letter, change: Handle | ReadAloud | Save, message: int | None) -> LetterAnswer:
        over = isinstance(change, Handle) and change.step in ("finish", "remove")
        self._in_hand = None if over else letter.id
        if isinstance(change, Save):
            return self._handling.save(letter, change, message)
        return self._handling.handle(letter, change, message)
