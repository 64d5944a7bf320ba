"""Spells formulas and isotopes: `CO2` is “C O two”, `NaCl` “N A C L”, `Ca²⁺` “C A two plus”, `U-235` “U two thirty-five”."""

from __future__ import annotations

import re

from voices.draft import Draft
from voices.numbers import cardinal, label

_ELEMENTS = (
    "Ac|Ag|Al|Am|Ar|As|At|Au|Ba|Be|Bi|Br|Ca|Cd|Ce|Cf|Cl|Co|Cr|Cs|Cu|Dy|Er|Es|Eu|Fe|Ga|Gd|Ge|He|Hf|Hg|Ho|In|Ir|Kr|La|Li|Lu|"
    "Mg|Mn|Mo|Na|Nb|Nd|Ne|Ni|No|Np|Os|Pb|Pd|Pm|Po|Pr|Pt|Pu|Ra|Rb|Re|Rh|Rn|Ru|Sb|Sc|Se|Si|Sm|Sn|Sr|Ta|Tb|Tc|Te|Th|Ti|Tl|Tm|"
    "Xe|Yb|Zn|Zr|B|C|F|H|I|K|N|O|P|S|U|V|W|Y"
)
_PART = rf"(?:{_ELEMENTS})\d{{0,2}}"
_CHARGE = r"(?:\^?(?P<charge>\d?[+-])(?!\w))?"
_FORMULA = re.compile(
    rf"(?<![\w.$-])(?P<many>\d{{1,2}})?(?P<formula>(?:{_PART}|\((?:{_PART}){{1,4}}\)\d{{0,2}}){{1,9}}){_CHARGE}(?![\w'’&/])"
)
_TOKEN = re.compile(r"[A-Z][a-z]?|\d+")
_ISOTOPE = re.compile(r"(?<![\w-])(?P<who>[A-Z]{1,2}|[A-Z][a-z])-(?P<n>\d{1,4})(?![\w-]|\.\d)")
_MARKED = re.compile(r"(?<![\w.$-])(?P<who>[A-Z]{1,5})(?P<n>\d{1,4})(?P<tail>[A-Za-z]?)(?![\w'’]|\.\d)")
_WORDS = frozenset(
    [
        "HeLa",
        "He",
        "In",
        "No",
        "As",
        "At",
        "Be",
        "Am",
        "I",
        "Os",
        "Ho",
        "La",
        "Mo",
        "Po",
        "Re",
        "Ra",
        "Al",
        "Ta",
        "Ti",
        "Si",
        "Co",
        "Es",
    ]
)


def formulas(draft: Draft) -> None:
    """Spell what is a formula, an ion, an isotope, or a label of letters and a number."""
    draft.replace(_FORMULA, _formula)
    draft.replace(_ISOTOPE, lambda m: f"{spell(m['who'])} {label(m['n'])}")
    draft.replace(_MARKED, lambda m: f"{spell(m['who'])} {label(m['n'])}{' ' + m['tail'] if m['tail'] else ''}")


def spell(letters: str) -> str:
    """Letters in capitals with dots between them, so that a voice reads no A as an article."""
    return ".".join(letters.upper())


def _formula(match: re.Match[str]) -> str | None:
    formula, charge = match["formula"], match["charge"]
    elements = [token for token in _TOKEN.findall(formula) if token.isalpha()]
    figures = bool(re.search(r"\d", formula))
    mixed = len(elements) > 1 and any(len(element) == 2 for element in elements) and formula[1:] != formula[1:].lower()
    raised = charge and ("^" in match[0] or len(charge) == 2 or any(len(element) == 2 for element in elements))
    if not (
        mixed or raised or (figures and len(elements) > 1) or (figures and len(elements) == 1 and len(elements[0]) == 1)
    ):
        return None
    if formula in _WORDS or re.fullmatch(r"[A-Z]{2,}s", formula) or (match["many"] and not (mixed or figures)):
        return None
    words = [spell("".join(run)) if run[0].isalpha() else label(run) for run in re.findall(r"[A-Za-z]+|\d+", formula)]
    said = " ".join(words) + (_charge(charge) if charge else "")
    return f"{cardinal(match['many'])} {said}" if match["many"] else said


def _charge(charge: str) -> str:
    number = cardinal(charge[0]) + " " if charge[0].isdigit() else ""
    return f" {number}{'plus' if charge[-1] == '+' else 'minus'}"
