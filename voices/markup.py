"""Removes what is not to be spoken: Markdown, HTML, code, links, stage directions, emoticons and emoji."""

from __future__ import annotations

import html
import re

from voices.draft import Draft

CODE = " there is code in the window. "
_DOMAIN = r"(?:[a-z0-9][a-z0-9-]{0,62}\.){1,6}[a-z]{2,24}"
_ENDINGS = "com|org|net|edu|gov|io|ai|app|dev|info|co|uk|us|de|fr|eu|ca|ch|au|pt|es|it|nl|se|no|tv|me|fm"
_TLD = rf"(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,6}}(?:{_ENDINGS})"

_PLAIN_PART = re.compile(
    r"(?:~?(?=[^/]{0,14}[aeiouyAEIOUY])[A-Za-z]?[a-z]{1,14}\d{0,2}|[A-Z]{2,5}|\d{1,4})"
    r"(?:[-_.](?:[A-Za-z]?[a-z]{1,14}|\d{1,4})){0,3}"
)
"""A part of a path made of words or short numbers: `help`, `my-page2`, `index.html`, not `fgv0i3nzo7541`."""
_ADDRESS_SIGNS = {".": " dot ", "-": " dash ", "_": " underscore ", "+": " plus "}
_COUNTRY = re.compile(
    r" dot (de|uk|eu|fr|nl|ch|au|ca|pt|es|se|us|fm|tv|jp|cn|ru|pl|cz|dk|fi|br|in|nz|ie|io|ai|za|gov\.uk)$"
)
_FENCE = re.compile(r"(?:```|~~~).*?(?:```|~~~|\Z)", re.S)
_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\]\([^()\s]{0,2000}[^()]{0,200}\)")
_LINK = re.compile(r"\[([^\[\]]{1,500})\](?:\([^()\s]{0,2000}[^()]{0,200}\)|\[[^\[\]]{0,100}\])")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]{1,50}\]:?")
_URL = re.compile(
    r"<?\b(?:https?|ftp|file)://([^\s/<>()?#\"]{1,300})([^\s<>\"()]{0,3000})>?|\bwww\.([^\s/<>()?#\"]{1,300})([^\s<>\"()]*)",
    re.I,
)
_MAIL = re.compile(rf"<?(?:mailto:)?\b([a-z0-9][\w.+-]{{0,63}})@({_DOMAIN})\b>?", re.I)
_BARE = re.compile(rf"(?<![\w.@/-])({_TLD})(?![\w@-]|\.\w)(/[^\s<>()\"]*)?", re.I)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_BREAK = re.compile(r"<(?:br|p|/p|li|/li|hr|div|/div)\b[^<>]{0,300}>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.I)
_ENTITY = re.compile(r"&#?\w{1,32};")
_INLINE = re.compile(r"(`{1,2})([^`\n]{1,500})\1")
_PLAIN = re.compile(r"\s*[A-Za-z][A-Za-z'’-]*(?:\s+[A-Za-z][A-Za-z'’-]*){0,7}\s*")
_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+•][ \t]+(?:\[[ xX]\][ \t]+)?|(?:[-*_=][ \t]?){3,}$)", re.M)
_NUMBERED = re.compile(r"^[ \t]*(\d{1,3})[.)][ \t]+(?=\S)", re.M)
_TABLE_RULE = re.compile(r"\|[\s:|-]{3,}\||\|")
_NEWLINES = re.compile(r"(?<![\s.,;:!?…])[ \t]*\n\s*(?=\S)")
_BOLD = re.compile(r"(?:\*\*\*|\*\*|__|~~|==)(?=\S)([^*_~=\n]{1,2000}?)(?:\*\*\*|\*\*|__|~~|==)")
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,1000})\*(?![\w*])|(?<!\w)_(?=\S)([^_\n]{1,1000})_(?!\w)")
_STAGE = re.compile(
    r"(?P<before>^|(?<=[\s.!?…,;:\"”]))(?:\*(?P<a>[^*\n]{1,200})\*|_(?P<b>[^_\n]{1,200})_|\((?P<c>[^()\n]{1,60})\)"
    r"|\[(?P<d>[^\[\]\n]{1,60})\])(?=$|[\s.!?…,;:\"”])"
)
_ACTS = frozenset(
    "smile laugh sigh nod pause giggle chuckle whisper grin wink shrug lean look breathe blush frown gasp yawn hum wave "  # noqa: SIM905
    "hug cough sniff tear beat clear tilt glance gaze close open softly gently quietly silence silent warmly long short "
    "deep takes thinks raises rolls turns shakes bites stretches snorts groans mutters murmurs exhales inhales hesitates "
    "blinks beams smirks squeezes reaches sits stands stares waits listens weeps cries kisses claps plays".split()
)
_EMOTICON = re.compile(
    r"(?<!\S)(?:[<>]?(?:[:;=][-o*']?|8-)[)(\]\[dDpP/\\|@3oO*>]{1,3}|[)(\]\[][-']?[:;=]|<[/\\]?3+|\^[_.-]?\^|[xX][dD]+|"
    r"[oO][_.][oO]|-_+-|>_<|T_T|¯\\_\(ツ\)_/¯|:'[()])(?=$|[\s.,!?])"
)  # fmt: skip


_FILE = re.compile(
    r"(?<![\w/.@])(?P<name>[\w-]{1,60})\.(?P<end>py|txt|pdf|docx?|jpe?g|png|gif|md|html?|json|csv|mp[34]|zip|exe|js|ts|xlsx?|toml|ya?ml|wav|sh|css|xml|svg|log|ini|db)"
    r"(?![\w/]|\.\w)"
)
_PATH = re.compile(r"(?<![\w/.:])(?:~|\.{1,2})?(?:/[\w.-]{1,40}){2,8}/?(?!\w)")
_WINDOWS_PATH = re.compile(r"(?<!\w)(?P<drive>[A-Za-z]):\\(?P<rest>[\w.\\-]{1,120})")


def markup(draft: Draft) -> None:
    """Remove markup and keep the words in it."""
    draft.replace(_FENCE, CODE)
    draft.replace(_INLINE, lambda m: m[2] if _PLAIN.fullmatch(m[2]) else " ")
    draft.replace(_IMAGE, lambda m: m[1] or "an image")
    draft.keep_group(_LINK)
    draft.replace(_FOOTNOTE, " ")
    draft.replace(_URL, _link)
    draft.replace(_MAIL, lambda m: f"{_dots(m[1])} at {_dots(m[2])}")
    draft.replace(_BARE, lambda m: _dots(m[1]) + _path(m[2] or ""))
    draft.replace(_WINDOWS_PATH, lambda m: f"{m['drive']} drive, {_file(m['rest'].replace(chr(92), ' backslash '))}")
    draft.replace(_PATH, lambda m: _file(m[0].replace("~", "tilde").replace("/", " slash ")))
    draft.replace(_FILE, lambda m: _file(m[0]))
    draft.replace(_EMOTICON, " ")
    draft.replace(_COMMENT, " ")
    draft.replace(_BREAK, ", ")
    draft.replace(_TAG, " ")
    draft.replace(_ENTITY, lambda m: html.unescape(m[0]))
    draft.replace(_LINE_MARK, " ")
    draft.replace(_NUMBERED, lambda m: f"{m[1]}, ")
    draft.replace(_TABLE_RULE, ", ")
    draft.replace(_NEWLINES, ". ")
    draft.keep_group(_BOLD)
    draft.replace(_STAGE, _stage)
    for _ in range(2):
        draft.keep_group(_ITALIC)


def _link(match: re.Match[str]) -> str:
    """“example dot com slash help”: the host, and a path of a few plain words."""
    host = (match[1] or match[3]).rsplit("@")[-1]
    rest = match[2] if match[1] else match[4]
    end = re.search(r"[.,!?;:'…*_]*$", rest or host)
    host = host.partition(":")[0]
    host = re.sub(r"^www\.", "", host.rstrip(".,!?;:'…*_"), flags=re.I)
    return f"{_dots(host)}{_path(rest or '')}" + (end[0] if end else "")


def _path(rest: str) -> str:
    """The path if it consists of a few plain words, which a listener can remember; nothing of a query or an anchor."""
    path = re.split(r"[?#]", rest)[0].rstrip(".,!?;:'…*_")
    parts = [part for part in path.split("/") if part]
    plain = len(parts) < 4 and all(_PLAIN_PART.fullmatch(part) for part in parts)
    return "".join(f" slash {_dots(part)}" for part in parts) if plain else ""


def _file(name: str) -> str:
    """`notes.txt` as “notes dot T.X.T”; endings without a vowel are spelled."""
    return " ".join(re.sub(r"\.([a-z0-9]{2,4})$", lambda m: f" dot {_ending(m[1])}", part) for part in name.split(" "))


def _ending(letters: str) -> str:
    word = set(letters) & set("aeiou") or letters[-1].isdigit()
    return letters if word else ".".join(letters.upper())


def _dots(address: str) -> str:
    """The address with its signs in words; endings that are no words are spelled, and so are names without a vowel."""
    spoken = "".join(_ADDRESS_SIGNS.get(sign, sign) for sign in re.sub(r"([-_+])+", r"\1", address.strip(".")))
    return _COUNTRY.sub(lambda m: " dot " + ".".join(m[1].upper()), spoken)


def _stage(match: re.Match[str]) -> str | None:
    """A space for a stage direction (“smiles softly”); None for an emphasised word, which stays."""
    acted = match["a"] or match["b"] or match["c"] or match["d"]
    words = re.findall(r"[a-z']+", acted.lower())
    if not words or len(words) > 14 or (acted[:1].isupper() and not (match["a"] or match["b"])):
        return None
    if words[0] in ("a", "an", "the", "she", "he", "her", "with") and len(words) > 1:
        words = words[1:]
    first = words[0]
    opening = not match.string[: match.start()].strip(" *_") or len(words) > 2
    return " " if _is_act(first) and (opening or first.endswith(("s", "ing", "ly"))) else None


def _is_act(word: str) -> bool:
    stems = {word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ing"), word[:-3] + "e"}
    return bool(stems & _ACTS)
