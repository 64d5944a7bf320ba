"""Tells whether a full stop behind an abbreviation or an initial also ends the sentence."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER_LAST = _words("vs e.g eg i.e ie approx cf viz a.k.a p.s p.p.s n.b w.r.t incl excl esp wm geo chas messrs")
"""Something always follows."""
_CASUAL_TITLES = _words("mr mrs ms mx dr prof st")
_TITLES = _CASUAL_TITLES | _words(
    "Drs Profs Rev Fr Hon Gen Col Lt Capt Cpt Sgt Cpl Maj Adm Cmdr Pvt Sen Rep Gov Pres Amb Atty Supt Det Insp Mme Mlle Msgr "
    "Sra Sts Ste Mt Ft"
)
"""A name follows. Capitals must be capitals: “gen.” is no general."""
_COUNTED = _words(
    "no nos nr fig figs vol vols ch chap p pp sec sect art op rm apt ste ext tel eq par pt max min c b d ca circa al st arr dep "
    "a.d Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Est est"
)
"""A number that follows belongs to it."""
_LETTERED = _words("fig figs vol ch chap apt sec sect op art par pt")
"""A letter or a Roman numeral, too: “Vol. II”."""
_COMPANIES = _words("Inc Ltd Co Corp Bros Plc LLC Jr Sr Esq")
_SHORT = _words(
    "etc al a.m p.m ft lb lbs oz min max hr hrs km kg mg ml cl cm mm qt gal tbsp tsp dept temp misc tel ext avg ed eds est "
    "univ assn govt natl intl arr dep ave av rd blvd ln ct sq hwy pkwy "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Dept Est Max Min Fig Vol"
)
"""A small letter goes on after these."""
_STATES = _words(
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va "
    "Vt Wash Wis Wyo"
)
"""After a comma: “Gary, Ind. in the fifties”."""
_TIMES = _words("a.m p.m")
_ENDS_BEFORE_NAMES = _TIMES | _words(
    "ph.d m.d b.a m.a b.sc m.sc m.b.a d.phil ll.b j.d d.c a.d b.c b.c.e c.e r.i.p q.e.d"
)
"""Dotted, but no beginning of a name, as in “U.S. Army”: “She has a Ph.D. Anna has none.”"""
_LISTED = _words("plan vitamin option grade type class group section question answer hepatitis team an a the")
"""A single letter after these is no initial: “plan B.”"""
_PLACES = _words("Lake Mount Mt Fort Ft Port Point Sault Cape Isle Saint Hotel")
"""With “St.” these begin the name of a place."""
_MORE_OF_COMPANY = _words(
    "Ltd Inc Corp Co CEO CFO CTO President Chairman Chief Records Pictures Entertainment Day High Elementary School Street "
    "Avenue II III"
)
_MORE_OF_TIME = _words(
    "Eastern Western Central Pacific Mountain Greenwich EST EDT CST CDT MST MDT PST PDT GMT UTC BST CET Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday"
)
_STARTERS = _words(
    "I It He She They We You There The This That These Those Then But And So Or If When While What Why How Where Which Is Are "
    "Was Were Do Does Did Can Could Would Should Have Has Had Not Now My Your His Her Our Their Its As At By For From In On Of "
    "To After Before Because Although However Maybe Perhaps Let Some Many Most Every Each Everyone Everybody Nobody Nothing "
    "Someone Something Both Here Today Tomorrow Yesterday Please Thanks Just Also Still Even Once Since Until Though Another "
    "An Neither Either Sometimes Never Always"
)
"""Words that begin a sentence and are hardly ever a name."""
_ADVERBIAL = re.compile(
    r"\W*(?:At|By|In|On|From|Until|Since|Before|After|Around|About|Near|For|During)\s(?:\S+\s+){0,5}\S+$"
)
"""A beginning that needs its sentence: “At 10 a.m. I …”"""
_STREET = re.compile(
    r"\b(?:on|at|to|near|from|down|up|along|off|of|in|and|between|cross(?:ed)?)\s+(?:[A-Z\d][\w'’]*\s+)*([A-Z\d][\w'’]*)\s+St\.$"
)
"""“on Main St.”, not “in St.” nor “Bob St.”"""

_DOTTED = re.compile(r"[^\W\d_]{1,2}(?:\.[^\W\d_]{1,4})+")
_ROMAN = re.compile(r"[IVXLC]{2,}")
_ROMAN_OR_LETTER = re.compile(r"(?:[IVXLC]+|[A-Z])\b")
_OPENING = "“\"'‘’(*_[«–—-/"
_CLOSING = "”\"'’)*_]»,;:!?…"


def ends_sentence(upto: str, following: str, complete: bool) -> bool | None:
    """Whether `upto`, which ends in a full stop, is a whole sentence; None: the rest of the next word will tell.

    `following`: what comes after the white space; `complete`: no more text comes.
    """
    words = upto[:-1].split()
    word = words[-1].lstrip(_OPENING) if words else ""
    if not word or word[-1].isdigit():
        return True
    before = words[-2] if len(words) > 1 else ""
    low, initial = word.lower(), len(word) == 1 and word.isalpha()
    after = following.lstrip(_OPENING)
    if not after:
        return True if complete else None
    if low in _NEVER_LAST or (low == "v" and before[:1].isupper()):
        return False
    if after[0].islower():
        short = initial or _DOTTED.fullmatch(word) or _ROMAN.fullmatch(word) or _is_title(word)
        return not (short or _goes_on_small(word, before))
    if after[0].isdigit():
        return not (word in _COUNTED or (low in _COUNTED and not word.islower()) or _is_title(word))
    if not after[0].isupper():
        return True
    return _before_capital(upto, word, before, _next_word(after, complete))


def _before_capital(upto: str, word: str, before: str, following_word: str | None) -> bool | None:
    """As `ends_sentence`, before a word that begins with a capital; None for a `following_word` that is not whole yet."""
    low, initial = word.lower(), len(word) == 1
    dotted = _DOTTED.fullmatch(word) is not None
    if word == "I" or not (dotted or initial or _is_title(word) or word in _COMPANIES or low in _LETTERED):
        return True
    if initial and word.isupper() and not before:
        return False  # “A. Eggs”
    if initial and (word.islower() or before.lower() in _LISTED):
        return True
    if following_word is None:
        return None
    if low in _LETTERED:
        return _ROMAN_OR_LETTER.fullmatch(following_word.rstrip(".")) is None
    if word in _COMPANIES:
        county = word == "Co" and not (before[:1].isupper() or before == "&")
        return not county and following_word.rstrip(".") not in _MORE_OF_COMPANY
    unfinished = _ADVERBIAL.match(upto) is not None
    if low in _ENDS_BEFORE_NAMES:
        goes_on = low in _TIMES and following_word in _MORE_OF_TIME
        return not goes_on and not (unfinished and (following_word == "I" or following_word not in _STARTERS))
    if following_word in _STARTERS:
        return not (unfinished and following_word == "I")
    if word == "St":
        street = _STREET.search(upto)
        return street is not None and street[1] not in _PLACES
    return False


def _next_word(after: str, complete: bool) -> str | None:
    """The next word without punctuation, “It” for “It's”; an initial keeps its full stop. None: it may go on."""
    whole = after.split(maxsplit=1)
    if not complete and len(whole) < 2 and not after[-1].isspace():
        return None
    following_word = whole[0].rstrip(_CLOSING)
    if len(following_word) == 2 and following_word[1] == ".":
        return following_word
    return re.split(r"n['’]t$|['’]", following_word.rstrip("."))[0]


def _is_title(word: str) -> bool:
    return word in _TITLES or word.lower() in _CASUAL_TITLES


def _goes_on_small(word: str, before: str) -> bool:
    if word in _STATES:
        return before.endswith(",")
    if word.lower() == "in":
        return before[-1:].isdigit()
    return word in _SHORT or word in _COMPANIES or (word.lower() in _SHORT and not word.islower())
