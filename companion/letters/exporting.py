"""Writes a letter to a file: plain text, Markdown, or a PDF that is set like a letter."""

from __future__ import annotations

import logging
import re
from contextlib import closing
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from companion.errors import CompanionError
from companion.files import exported_file, reason
from companion.letters.letter_text import parsed
from companion.memory.letters import Letter

if TYPE_CHECKING:  # it loads fonttools and Pillow, which nothing else needs
    from fpdf import FPDF
    from fpdf.fonts import TTFFont

FORMS = (".txt", ".md", ".pdf")
_MARKED = re.compile(r"([\\`*_\[\]<>#|])|(?m:^(\d+)([.)]) )|(?m:^([-+]) )")
_SIDE_MM, _TOP_MM = 32.0, 38.0
_SIZE_PT, _LEADING_MM, _BETWEEN_MM = 12.0, 6.6, 4.0
_INK = (38, 34, 30)
"""A warm near-black, as ink is."""
_FONT = "font_source_serif_pro"


def export_letter(letter: Letter, path: Path) -> None:
    """Write the letter as it is now; the ending of `path` tells the form. Raises CompanionError; then no file is changed."""
    if path.suffix.lower() not in FORMS:
        raise CompanionError(f"{path.name} must end in .txt, .md or .pdf; nothing was written.")
    if letter.shown is None:
        raise CompanionError(f"Letter {letter.id} has no text yet; nothing was written.")
    data = as_bytes(letter, path.suffix.lower())
    try:
        with exported_file(path) as draft:
            draft.write_bytes(data)
    except OSError as error:
        raise CompanionError(f"{path} can't be written ({reason(error)}); choose another file.") from error


def as_bytes(letter: Letter, form: str) -> bytes:
    """The letter in one of `FORMS`. Raises CompanionError for a PDF whose font lacks a letter."""
    if form == ".pdf":
        return _pdf(letter.title, letter.text)
    text = as_markdown(letter.text) if form == ".md" else f"{letter.text.rstrip()}\n"
    return text.encode()


def as_markdown(text: str) -> str:
    """The text with its line breaks, and nothing in it taken for markup."""
    escaped = _MARKED.sub(lambda found: f"\\{found[0]}" if not found[2] else f"{found[2]}\\{found[3]} ", text.rstrip())
    return re.sub(r"(?<!\n)\n(?!\n)", "  \n", escaped) + "\n"


def _pdf(title: str, text: str) -> bytes:
    from fpdf import FPDF
    from fpdf.fonts import TTFFont

    logging.getLogger("fontTools").setLevel(logging.WARNING)
    page = FPDF(format="A4")
    folder = resources.files(_FONT) / "files"
    with resources.as_file(folder / "SourceSerifPro-Regular.ttf") as font:
        page.add_font("serif", fname=font)
    serif = page.fonts["serif"]
    assert isinstance(serif, TTFFont)
    with closing(serif):  # it keeps its file open, also when a letter can't be written
        _require_letters(text, serif)
        return _written(page, title, text)


def _written(page: FPDF, title: str, text: str) -> bytes:
    page.set_title(title)
    page.set_lang("en")
    page.set_creator("Companion")
    page.set_margins(_SIDE_MM, _TOP_MM, _SIDE_MM)
    page.set_auto_page_break(True, _TOP_MM)
    page.add_page()
    page.set_font("serif", size=_SIZE_PT)
    page.set_text_color(*_INK)
    parts = parsed(text)
    for block in filter(None, (parts.greeting, *parts.body.split("\n\n"))):
        page.multi_cell(0, _LEADING_MM, block, align="L", new_x="LMARGIN", new_y="NEXT")
        page.ln(_BETWEEN_MM)
    if parts.close:
        words, _, name = parts.close.partition("\n")
        page.ln(_BETWEEN_MM)
        with page.unbreakable() as whole:
            whole.cell(0, _LEADING_MM, words, new_x="LMARGIN", new_y="NEXT")
            if name:
                whole.ln(2 * _BETWEEN_MM)  # room to sign by hand
                whole.multi_cell(0, _LEADING_MM, name, align="L", new_x="LMARGIN", new_y="NEXT")
    if parts.postscript:
        page.ln(2 * _BETWEEN_MM)
        page.multi_cell(0, _LEADING_MM, parts.postscript, align="L", new_x="LMARGIN", new_y="NEXT")
    return bytes(page.output())


def _require_letters(text: str, font: TTFFont) -> None:
    lacking = next((letter for letter in text if not letter.isspace() and ord(letter) not in font.cmap), None)
    if lacking is not None:
        raise CompanionError(f"The PDF's font has no “{lacking}”; save the letter as .txt or .md instead.")
