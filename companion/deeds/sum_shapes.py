"""Lists the forms in which sums are said, and what each reckons; N stands for a number."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

N = r"#\d+"
LEAD = re.compile(
    r"(?:(?:and|so|ok|now|then|tell me|do you know|i need to know|can i (?:get|have)|give me|go on) )*"
    r"(?:what (?:does|do|would|will)(?: (?:i|you|we) get (?:if|when) (?:i|you|we))? "
    r"|what(?:'s| is| are|s| would be| will be| was)?(?: the (?:answer|result) (?:of|to|for))?"
    r"|how much(?: is| are|'s| does| do| would| will)?(?: be)?|calculate|work out(?: the tip ,)?|compute|solve"
    r"|figure out|reckon|evaluate|(?:do|can you do)(?: (?:the|a) (?:sum|maths?))?|quick (?:maths?|sum|question)|if"
    r" (?:i|you|we)) ?[:,]? ?"
)
TAIL = re.compile(
    r",? (?:(?:is|are|be|=|equals?|makes?|gives?|comes? to|adds? up to)(?: what| how much)?|altogether|in total"
    r"|all together"
    r"|exactly|roughly|about|again|(?:what|how much) (?:do i get|do we pay|do i pay|is it|does (?:it|that)"
    r" (?:make|come to|give)|is"
    r" that|'s that"
    r"|have i got)|what's that|what|ish)$"
)
SIGNS = (
    (r"multiplied by|times(?: by)?|lots of|x(?= #)", "*"),
    (r"divided (?:by|in)|over", "/"),
    (r"plus|added to", "+"),
    (r"minus|take away|less|subtract", "-"),
    (r"percent|pc", "%"),
    (r"(?:raised )?to the power(?: of)?|to the", "^"),
    (r"(?:the )?cube root of", "cbrt"),
    (r"(?:the )?(?:square )?root of|sqrt(?: of)?", "sqrt"),
    (r"root(?= #)", "sqrt"),
    (r"(?:open|left) (?:bracket|parenthesis|paren)", "("),
    (r"(?:close|right) (?:bracket|parenthesis|paren)", ")"),
    (r"factorial", "!"),
    (r"modulo|mod", "mod"),
)
SPOKEN = {
    "*": "times",
    "/": "divided by",
    "+": "plus",
    "-": "minus",
    "%": "percent",
    "^": "to the power of",
    "sqrt": "the square root of",
    "cbrt": "the cube root of",
    "!": "factorial",
}
CORRECTED = re.compile(
    rf"({N})(?: percent)? ?,? (?:no|sorry|wait|i mean|make that|rather)(?: ,)? (?:no |i mean |by |to |from )*({N})"
)
CLOSED = re.compile(r"#\d+ [*/+^-] #\d+|#\d+ (?:%|!) (?:of|[+-]) #\d+|(?:sqrt|cbrt) #\d+|#\d+ mod #\d+")
"""What is a sum without being asked for as one."""

PARTS = {
    Fraction(1, 2): "half",
    Fraction(1, 3): "a third",
    Fraction(2, 3): "two thirds",
    Fraction(1, 4): "a quarter",
    Fraction(3, 4): "three quarters",
    Fraction(1, 5): "a fifth",
    Fraction(1, 10): "a tenth",
}

Given = tuple[Fraction, ...]
Shape = tuple[re.Pattern[str], str, Callable[[Given], Fraction]]


def shape(pattern: str, words: str, result: Callable[[Given], Fraction]) -> Shape:
    """A form in which a sum is said; the words in which it is said back; its result."""
    return re.compile(pattern.replace("N", f"({N})")), words, result


PERCENT = r"(?: ?%| percent(?:age)?)"
SHAPES: tuple[Shape, ...] = (
    shape(r"(?:subtract|take|deduct) N(?: away)? (?:from|off) N", "{1} minus {0}", lambda n: n[1] - n[0]),
    shape(r"N (?:from|off) N", "{1} minus {0}", lambda n: n[1] - n[0]),
    shape(r"(?:multiply|times) N (?:by|with|and|times) N", "{0} times {1}", lambda n: n[0] * n[1]),
    shape(r"(?:the )?product of N and N", "{0} times {1}", lambda n: n[0] * n[1]),
    shape(r"(?:divide|split|share) N (?:by|with|into|between|among|amongst) N(?: of us| people| ways| friends|"
        r" parts)?",
           "{0} divided by {1}", lambda n: n[0] / n[1]),
    shape(r"(?:divide|split|share)?(?: a bill of)? ?N (?:split |divided |shared )?(?:between|among|amongst) N(?:"
        r" of us| people"
           r"| friends)?", "{0} divided by {1}", lambda n: n[0] / n[1]),
    shape(r"(?:split )?N (?:split |divided )?N ways", "{0} divided by {1}", lambda n: n[0] / n[1]),
    shape(r"(?:the )?difference between N and N", "The difference between {0} and {1}", lambda n: abs(n[0] - n[1])),
    shape(r"double N|twice N", "Twice {0}", lambda n: 2 * n[0]),
    shape(r"triple N|three times N", "Three times {0}", lambda n: 3 * n[0]),
    shape(r"(?:halve|half) N|N divided in half", "Half of {0}", lambda n: n[0] / 2),
    shape(r"(?:the )?square of N|square N", "{0} squared", lambda n: n[0] ** 2),
    shape(r"(?:the )?cube of N|cube N", "{0} cubed", lambda n: n[0] ** 3),
    shape(rf"N{PERCENT} (?:off|discount on|reduction on|less than)(?: of)? N", "{1} less {0} percent",
           lambda n: n[1] * (1 - n[0] / 100)),
    shape(rf"(?:take|knock|subtract|deduct) N{PERCENT} (?:off|from)"
        rf" N", "{1} less {0} percent", lambda n: n[1] * (1 - n[0] / 100)),
    shape(rf"N (?:with|at|less|minus)(?: a)? N{PERCENT}(?: (?:off|discount|reduction))", "{0} less {1} percent",
           lambda n: n[0] * (1 - n[1] / 100)),
    shape(rf"add N{PERCENT}(?: vat| tax| tip| interest)? (?:to|on|onto)"
        rf" N", "{1} plus {0} percent", lambda n: n[1] * (1 + n[0] / 100)),
    shape(rf"N (?:plus|with|and)(?: a)?(?: vat| tax| tip| interest)?(?: at| of)? N{PERCENT}(?: vat| tax| tip|"
        rf" interest)",
           "{0} plus {1} percent", lambda n: n[0] * (1 + n[1] / 100)),
    shape(rf"N (?:plus|with) (?:vat|tax|tip|interest)(?: at| of)? N{PERCENT}", "{0} plus {1} percent",
           lambda n: n[0] * (1 + n[1] / 100)),
    shape(rf"(?:the )?(?:vat|tax|tip|interest|commission)(?: at| of)? N{PERCENT} (?:on|of|for)"
        rf" N", "{0} percent of {1}",
           lambda n: n[1] * n[0] / 100),
    shape(rf"(?:an? )?N{PERCENT}(?: (?:vat|tax|tip|interest|commission))? (?:on|of|for) N", "{0} percent of {1}",
           lambda n: n[1] * n[0] / 100),
    shape(r"(?:the )?remainder (?:of|when|if) N (?:is )?(?:divided by|over)"
        r" N", "The remainder of {0} divided by {1}",
           lambda n: n[0] % n[1]),
    shape(r"N (?:less than|under|below) N", "{1} minus {0}", lambda n: n[1] - n[0]),
    shape(r"N more than N", "{1} plus {0}", lambda n: n[0] + n[1]),
    shape(rf"(?:do|would|will) i save (?:with|at|on|if it's|if i get) N{PERCENT} off"
        rf" N", "{0} percent of {1}", lambda n: n[1] * n[0] / 100),
    shape(r"left of N (?:after|if i (?:take|spend|use|pay)) N", "{0} minus {1}", lambda n: n[0] - n[1]),
    shape(r"N doubled", "Twice {0}", lambda n: 2 * n[0]),
    shape(r"N tripled", "Three times {0}", lambda n: 3 * n[0]),
    shape(r"N halved|N in half", "Half of {0}", lambda n: n[0] / 2),
    shape(rf"(?:the |a )?(?:vat|tax|tip|interest|commission) (?:on|for|of) N(?: at| of|,)?"
        rf" N{PERCENT}", "{1} percent of {0}",
          lambda n: n[0] * n[1] / 100),
    shape(rf"(?:the |a )?(?:vat|tax|tip|interest|commission) ?[:,] N{PERCENT} (?:on|of|for)"
        rf" N", "{0} percent of {1}",
          lambda n: n[0] * n[1] / 100),
)  # fmt: skip
PERCENTAGES: tuple[Shape, ...] = (
    shape(r"(?:%|percent|percentage) of N is N", "{1} of {0}", lambda n: 100 * n[1] / n[0]),
    shape(r"(?:%|percent|percentage) is N (?:out )?of N", "{0} of {1}", lambda n: 100 * n[0] / n[1]),
    shape(r"N (?:out of|of|over|/) N (?:as|in|is) (?:what |a |an )*(?:%|percent|percentage)", "{0} out of {1}",
           lambda n: 100 * n[0] / n[1]),
    shape(r"N (?:as|is) (?:a |an |what )*(?:%|percent|percentage) of N", "{0} of {1}", lambda n: 100 * n[0] / n[1]),
)  # fmt: skip
QUESTION = r"(?:so )?(?:and )?(?:how much|what|whats|what's|how many)\b"
STORIES: tuple[Shape, ...] = (
    shape(
        rf"(?:[^#]*\b)?(?:rent|total|cost|costs|price|dinner|lunch|meal|taxi|tab|damage|gift|present|it|that"
        rf"|they)\b[^#]*?N[^#]*\b(?:split|shared?|divided|there are"
        rf"|there is|there's|we are|we're|between|among)\b[^#]*N[^#]*(?:{QUESTION}|each)[^#]*",
        "{0} divided by {1}",
        lambda n: n[0] / n[1],
    ),
    shape(
        rf"N of us (?:are |is )?(?:splitting|sharing|paying|dividing|owe|have to pay)[^#]*N[^#]*{QUESTION}[^#]*",
        "{1} divided by {0}",
        lambda n: n[1] / n[0],
    ),
    shape(
        rf"[^#]*N (?:split|shared|divided) (?:evenly |equally )?(?:between|among|amongst|by) N(?: of us| people|"
        rf" friends)?(?:[^#]*(?:{QUESTION}|each)[^#]*)?",
        "{0} divided by {1}",
        lambda n: n[0] / n[1],
    ),
    shape(
        rf"(?:if )?(?:i|we)(?:'ve| have)?(?: have| had| got| start with| started with)? N[^#]*\b(?:spend|spent"
        rf"|pay|paid|give|gave|lose|lost|take|took|use|used|eat|ate)\b[^#]*N[^#]*"
        rf"{QUESTION}[^#]*(?:left|remain|still have|over)[^#]*",
        "{0} minus {1}",
        lambda n: n[0] - n[1],
    ),
    shape(
        rf".*?\bbill\b[^#]*N\b[^#]*(?:(?:between|among|there's|there is|there are|we're|we are|by|for|with) N|N"
        rf" (?:of us|people|friends"
        rf"|ways))[^#]*{QUESTION}[^#]*",
        "{0} divided by {1}",
        lambda n: n[0] / n[1],
    ),
    shape(
        rf".*?N\b[^#]*N (?:%|percent) (?:off|discount|reduction|reduced|less|cheaper)\b[^#]*{QUESTION}[^#]*",
        "{0} less {1} percent",
        lambda n: n[0] * (1 - n[1] / 100),
    ),
)
SCORE = shape(
    r".*?N out of N\b[^#]*(?:what|what's|whats)[^#]*(?:%|percent|percentage)[^#]*",
    "{0} out of {1}",
    lambda n: 100 * n[0] / n[1],
)
PRICED = re.compile(rf"({N}) (?!{N})((?:[a-z' ]{{2,30}}? )?)(?:cost )?(?:at|for|costing) [€$£]? ?({N})(?: (?:euros?"
    rf"|pounds?|quid|dollars?|cents?|pence))?"
                     r"( each| apiece| a piece| a pop| per \w+)?")  # fmt: skip
GOES_INTO = re.compile(
    rf"how (?:many times|often) (?:does|do|will) ({N}) (?:go|fit|divide) (?:into|in) ({N})|how many ({N}) (?:are"
    rf" )?(?:there )?in ({N})"
)
SERIES = re.compile(
    rf"(?P<what>add(?: up| together)?|(?:the )?(?:sum|total|average|mean) of|(?:the )?average)?:?"
    rf" ?(?P<of>{N}(?:(?:| ,| and| , and| plus| to| with| [+]) {N})+)"
    r"(?: together| up)?"
)
