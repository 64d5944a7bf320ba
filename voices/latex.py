"""Reads LaTeX formulas aloud: `$\\frac{1}{2}x^2$` becomes “one half x squared”; no command is named."""

from __future__ import annotations

import re

from voices.draft import Draft
from voices.numbers import cardinal, fraction

_BETWEEN = re.compile(r"\$\$(.{1,800}?)\$\$|\\\[(.{1,800}?)\\\]|\\\((.{1,800}?)\\\)", re.S)
_INLINE = re.compile(r"(?<![\w\\$])\$(?=\S)((?:[^$\n\\]|\\[^\n]){1,300}?)(?<=\S)\$(?![\w$])")
_BARE = re.compile(
    r"(?<![\w:\\/])(?:[A-Za-z0-9(]{1,4}[_^])?\\[A-Za-z]{2,20}(?:\s?\{[^{}]{0,200}(?:\{[^{}]{0,200}\}[^{}]{0,200}){0,6}\}){1,2}"
    r"(?:[_^](?:\{[^{}]{0,80}\}|\w))*"
)
_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\d+(?:[.,]\d+)*|\s+|.", re.S)
_ABSOLUTE = re.compile(r"\|([^|]{1,80})\|")
_PROSE = re.compile(r"\\[A-Za-z]+(?:\{[A-Za-z ]+\})?")
_SIGNED = re.compile(r"[\\^_{}=<>+]|(?<![A-Za-z])[A-Za-z]{1,2}(?![A-Za-z])")

_WORDS = {
    "times": "times", "cdot": "times", "div": "divided by", "pm": "plus or minus", "mp": "minus or plus", "ast": "times",
    "leq": "is less than or equal to", "le": "is less than or equal to", "geq": "is greater than or equal to",
    "ge": "is greater than or equal to", "lt": "is less than", "gt": "is greater than", "ll": "is much less than",
    "gg": "is much greater than", "neq": "is not equal to", "ne": "is not equal to", "approx": "is about", "sim": "is about",
    "equiv": "is equivalent to", "cong": "is congruent to", "propto": "is proportional to", "to": "to",
    "rightarrow": "to", "longrightarrow": "to", "leftarrow": "from", "mapsto": "maps to", "Rightarrow": "implies",
    "implies": "implies", "iff": "if and only if", "Leftrightarrow": "if and only if", "in": "is in", "notin": "is not in",
    "subset": "is a subset of", "subseteq": "is a subset of", "supset": "contains", "cup": "union", "cap": "intersection",
    "setminus": "minus", "emptyset": "the empty set", "forall": "for all", "exists": "there exists", "neg": "not",
    "land": "and", "wedge": "and", "lor": "or", "vee": "or", "infty": "infinity", "partial": "partial", "nabla": "nabla",
    "degree": "degrees", "circ": "degrees", "angle": "angle", "perp": "is perpendicular to", "parallel": "is parallel to",
    "therefore": "therefore", "because": "because", "ldots": ",", "cdots": ",", "dots": ",", "prime": "prime",
    "mid": "given", "hbar": "h bar", "ell": "l", "sin": "sine", "cos": "cosine", "tan": "tangent", "sec": "secant",
    "csc": "cosecant", "cot": "cotangent", "arcsin": "arc sine", "arccos": "arc cosine", "arctan": "arc tangent",
    "ln": "the natural log of", "log": "log", "exp": "the exponential of", "max": "max", "min": "min", "det": "the determinant of",
    "gcd": "the greatest common divisor of", "mod": "modulo", "pmod": "modulo", "bmod": "modulo", "Pr": "the probability of",
    "varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "qquad": ",", "quad": ",", "%": "percent", "$": "dollars",
    "&": "and", "\\": ",", "|": "norm", "aleph": "aleph", "oplus": "circled plus", "otimes": "circled times",
}  # fmt: skip
_GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega".split()  # noqa: SIM905
)
_SIGNS = {
    "+": "plus", "-": "minus", "−": "minus", "=": "equals", "<": "is less than", ">": "is greater than", "*": "times",
    "/": "over", "!": "factorial", "'": "prime", ",": ",", ";": ",", ":": ",", "%": "percent", "≤": "is less than or equal to",
    "≥": "is greater than or equal to", "≠": "is not equal to", "×": "times", "÷": "divided by", "≈": "is about",
    "±": "plus or minus", "°": "degrees", "~": "", "&": "", "|": "", ".": "",
}  # fmt: skip
_LARGE = {"sum": "the sum", "prod": "the product", "int": "the integral", "oint": "the integral", "iint": "the double integral",
          "bigcup": "the union", "bigcap": "the intersection"}  # fmt: skip
_TEXT = frozenset(["text", "textbf", "textit", "mathrm", "operatorname", "mbox", "textrm", "mathsf", "mathit"])
_MARKS = {"hat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde", "dot": "dot", "ddot": "double dot"}
_FUNCTIONS = frozenset("fghFGHP")
_DELIMITERS = {"langle": "", "rangle": "", "lfloor": "the floor of", "lceil": "the ceiling of"}


def latex(draft: Draft) -> None:
    """Write out every formula between `$ $`, `\\( \\)` or `\\[ \\]`, and bare commands that have arguments."""
    if "\\" not in draft.text and "$" not in draft.text:
        return
    draft.replace(_BETWEEN, lambda m: f" {formula(m[1] or m[2] or m[3])} ")
    draft.replace(_INLINE, lambda m: f" {formula(m[1])} " if _is_formula(m[1]) else None)
    draft.replace(_BARE, lambda m: f" {formula(m[0])} ")


def formula(tex: str) -> str:
    """The formula in words."""
    said, _ = _sequence(_TOKEN.findall(_ABSOLUTE.sub(r"\\abs{\1}", tex)), 0)
    return said


def _is_formula(content: str) -> bool:
    """Whether what stands between two dollar signs is mathematics, not a text with two prices."""
    plain = _PROSE.sub("", content)
    if re.search(r"\\[A-Za-z]|[\^_]", content):
        return not re.search(r"[a-z]{3,} [a-z]{3}", plain)
    return bool(_SIGNED.search(content)) and not re.search(r"[A-Za-z]{3}", plain)


def _sequence(tokens: list[str], at: int) -> tuple[str, int]:
    """The words of all tokens up to a closing brace or the end, and the place behind them."""
    words: list[str] = []
    while at < len(tokens) and tokens[at] != "}":
        word, at = _item(tokens, at)
        words.append(word)
    return " ".join(" ".join(words).split()), at + 1


def _item(tokens: list[str], at: int) -> tuple[str, int]:
    sign = tokens[at]
    if sign == "{":
        return _sequence(tokens, at + 1)
    if sign == "^":
        argument, at = _argument(tokens, at + 1)
        return _power(argument), at
    if sign == "_":
        argument, at = _argument(tokens, at + 1)
        return f"sub {argument}", at
    if sign.startswith("\\"):
        return _command(sign[1:].rstrip("*"), tokens, at + 1)
    if sign[0].isdigit():
        return cardinal(sign), at + 1
    if sign in _FUNCTIONS and "".join(tokens[at + 1 : at + 2]) == "(":
        return f"{sign} of", at + 1
    return sign if sign.isalpha() else _SIGNS.get(sign, ""), at + 1


def _argument(tokens: list[str], at: int) -> tuple[str, int]:
    """One token or one group in braces."""
    while at < len(tokens) and tokens[at].isspace():
        at += 1
    if at >= len(tokens):
        return "", at
    if len(tokens[at]) > 1 and tokens[at].isdigit():
        # Without braces an argument is one figure: in `x_12` only the 1 is lowered.
        tokens[at : at + 1] = list(tokens[at])
    return _item(tokens, at)


def _command(name: str, tokens: list[str], at: int) -> tuple[str, int]:
    if name in ("frac", "dfrac", "tfrac", "cfrac", "binom"):
        above, at = _argument(tokens, at)
        below, at = _argument(tokens, at)
        return (f"{above} choose {below}" if name == "binom" else _over(above, below)), at
    if name == "sqrt":
        return _root(tokens, at)
    if name == "log" and at < len(tokens) and tokens[at] == "_":
        base, at = _argument(tokens, at + 1)
        return f"log base {base} of", at
    if name in _LARGE or name == "lim":
        return _with_limits(name, tokens, at)
    if name in _TEXT or name in ("begin", "end"):
        raw, at = _raw(tokens, at)
        return ("" if name in ("begin", "end") else raw), at
    if name in _MARKS:
        argument, at = _argument(tokens, at)
        return f"{argument} {_MARKS[name]}", at
    if name == "abs":
        argument, at = _argument(tokens, at)
        return f"the absolute value of {argument}", at
    if name == "vec":
        argument, at = _argument(tokens, at)
        return f"vector {argument}", at
    if name.lower() in _GREEK:
        return name.lower(), at
    return _WORDS.get(name, _DELIMITERS.get(name, "")), at


def _over(above: str, below: str) -> str:
    numbers = {cardinal(str(n)): n for n in range(1, 101)}
    if above in numbers and below in numbers and numbers[above] < numbers[below] and below not in ("one", "eleven"):
        return fraction(numbers[above], numbers[below])
    return f"{above} over {below}"


def _root(tokens: list[str], at: int) -> tuple[str, int]:
    which = "square"
    if at < len(tokens) and tokens[at] == "[":
        end = tokens.index("]", at) if "]" in tokens[at:] else at
        index = "".join(tokens[at + 1 : end]).strip()
        which = {"3": "cube", "4": "fourth", "5": "fifth", "n": "nth"}.get(index, index)
        at = end + 1
    argument, at = _argument(tokens, at)
    return f"the {which} root of {argument}", at


def _with_limits(name: str, tokens: list[str], at: int) -> tuple[str, int]:
    """A sum, product, integral or limit with what stands below and above it."""
    limits = {"_": "", "^": ""}
    while at < len(tokens) and (tokens[at] in limits or tokens[at].isspace() or tokens[at] == "\\limits"):
        if tokens[at] in limits:
            sign = tokens[at]
            limits[sign], at = _argument(tokens, at + 1)
        else:
            at += 1
    if name == "lim":
        return f"the limit as {limits['_'].replace(' to ', ' approaches ')} of" if limits["_"] else "the limit of", at
    below = f" from {limits['_']}" if limits["_"] and limits["^"] else f" over {limits['_']}" if limits["_"] else ""
    above = f" to {limits['^']}" if limits["^"] else ""
    return f"{_LARGE[name]}{below}{above} of", at


def _raw(tokens: list[str], at: int) -> tuple[str, int]:
    """The text of a group as it is written."""
    if at >= len(tokens) or tokens[at] != "{":
        return "", at
    end = tokens.index("}", at) if "}" in tokens[at:] else len(tokens)
    return re.sub(r"[_{^]", "", "".join(tokens[at + 1 : end])), end + 1


def _power(argument: str) -> str:
    return {"two": "squared", "three": "cubed", "degrees": "degrees", "prime": "prime"}.get(
        argument, f"to the power of {argument}"
    )
