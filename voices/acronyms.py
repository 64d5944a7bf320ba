"""Spells acronyms that are spelled (`FBI`, `AT&T`, `two DVDs`) and leaves those that are words (`NASA`) and words said loudly (`NO`)."""

from __future__ import annotations

import re

from voices.chemistry import spell
from voices.draft import Draft

_SAID_AS_WORDS = frozenset(
    "AIDS ASAP ASCII ASEAN BAFTA BASIC BIOS CAPTCHA CERN COBOL COVID DARE DARPA DOS EFTA EPCOT ESPRIT FEMA FIAT FIFA FOMO FORTRAN GIF GIS "  # noqa: SIM905
    "HAZMAT HIPAA IKEA INTERPOL JPEG LAN LASER LASIK LEGO LIDAR LOL MENSA MERS MIDI MODEM MOMA NAFTA NASA NASCAR NASDAQ NATO NIMBY NOAA "
    "NORAD OPEC OSHA PIN POTUS RADAR RAM ROM SAAB SARS SCOTUS SCUBA SEAL SIM SONAR SOWETO SWAT TASER TED TEFL UEFA UNESCO UNICEF VIN WAN "
    "WIMP WYSIWYG YOLO YUPPIE ZIP CRISPR AWOL EBITDA SAT GUI FLAC NAND RAID SIDS TESOL TOEFL DEFRA ACAS NICE QANTAS CAD SOHO DUMBO".split()
) - {"SAT", "TED", "SEAL", "NICE", "DARE", "BASIC"} | {"SIM"}
_WORDS = frozenset(
    "A I AM AN AS AT BE BY DO GO HE IF IN IS IT ME MY NO OF OH OK ON OR SO TO UP US WE YE AH EH HA HI HO UH UM OW YO LO MA PA AX OX AD "  # noqa: SIM905
    "ACE ACT ADD AGE AGO AID AIM AIR ALE ALL AND ANT ANY APE ARE ARM ART ASH ASK ATE AWE AXE BAD BAG BAN BAR BAT BAY BED BEE BEG BET BIG BIN "
    "BIT BOW BOX BOY BUG BUN BUS BUT BUY BYE CAB CAN CAP CAR CAT COW CRY CUP CUT DAD DAY DEN DID DIE DIG DIM DOG DOT DRY DUE EAR EAT EGG ELF "
    "END EVE EYE FAN FAR FAT FED FEE FEW FIG FIN FIT FIX FLY FOE FOG FOR FOX FUN FUR GAP GAS GEM GET GOD GOT GUM GUN GUT GUY GYM HAD HAS "
    "HAT HAY HEN HER HEY HID HIM HIP HIS HIT HOG HOP HOT HOW HUG HUT ICE ICY ILL INK INN ITS JAM JAR JAW JET JOB JOG JOY KEY KID KIT LAB LAD "
    "LAP LAW LAY LEG LET LID LIE LIP LIT LOG LOT LOW MAD MAN MAP MAT MAY MEN MET MIX MOM MUD MUG MUM NAP NET NEW NIL NOD NOR NOT NOW NUN NUT "
    "OAK OAR ODD OFF OIL OLD ONE OUR OUT OWE OWL OWN PAD PAN PAT PAW PAY PEA PEN PET PIE PIG PIT POP POT PRO PUB PUT RAG RAN RAT RAW RAY RED "
    "RIB RID RIM ROB ROD ROW RUB RUG RUN RYE SAD SAT SAW SAY SEA SEE SET SHE SHY SIN SIP SIR SIT SIX SKI SKY SLY SON SOW SOY SPY SUM SUN TAB "
    "TAG TAN TAP TAX TEA TEN THE TIE TIN TIP TOE TON TOO TOP TOY TRY TUB TWO URN USE VAN VET VOW WAR WAS WAX WAY WEB WED WET WHO WHY WIG WIN "
    "WIT WON WOW YEA YES YET YOU ZOO HUH NAH YEP YUP UGH AHA OOH WOO DEL SAN LOS LAS VON VAN".split()
)
"""Words of up to three letters that may be written in capitals for emphasis; any other three capitals are spelled."""
_SPELLED = frozenset(
    "AAPL ACLU ADHD AARP AMD API ASPCA ATM BBC CEO CIA CIO CTO DIY DNA DOI EU FAQ FBI GPU HIV IBM IEEE IETF ISBN ISIS ISP IUCN LGBTQ LGBT "  # noqa: SIM905
    "LED NAACP NCAA NBA NFL NBC NSAID OECD ODI OLED PETA RSPCA RSVP SAAS SOS UAE UFO UI UCLA URI URL USA USB USD USDA USSR UX VIP VPN NYU NYPD LAPD MIT "
    "EEG MRI ABC UEL UCL UNHCR USAF USPS AIDA IELTS IAEA AFAIK IIRC FAO FYI IRA IRS IPO ETA IOU CEOS BAE IMF IMDB IATA ICAO".split()
) - {"AIDA", "IELTS", "PETA", "IATA", "ICAO", "SAAS", "ISIS"}
_WITHOUT_VOWELS = frozenset(
    ["MR", "MRS", "MS", "DR", "HMM", "SHH", "PSST", "MMM", "HM", "MHM", "TSK", "BRR", "PFFT", "CRISPR", "ST", "NTH"]
)

_AND = re.compile(r"(?<![\w&])(?P<a>[A-Z]{1,3})(?P<gone>\s?&\s?)(?P<b>[A-Z]{1,3})(?P<s>['’]?s)?(?![\w&])")
_ACRONYM = re.compile(r"(?<![\w.'’])(?P<letters>[A-Z]{2,6})(?P<s>['’]?s)?(?![\w])")
_SHOUT = re.compile(r"\b[A-Z]{2,}\b")
_SHOUTED_WORDS = re.compile(r"[A-Za-z]{2,}")
_US_AS_US = re.compile(
    r"\b(?:let|join|tell|give|gives|gave|help|helps|with|of|for|about|between|both|told|loves?|see|ask|asked|BOTH|FOR)\s$",
    re.I,
)
_IT_DEPARTMENT = re.compile(
    r"\b(?:in|an|our|the|his|her|my|your|their|of|for|at work,?|does|studied|studying)\s$", re.I
)
_IT_THING = re.compile(
    r"^\s(?:department|team|support|job|guys?|manager|consultant|specialist|staff|company|sector|skills|desk|person|services?|people|engineer|director|systems?|security|infrastructure)\b",
    re.I,
)
_KNOWN_MIXED = re.compile(r"(?<!\w)(?P<name>PhD|MSc|BSc|MPhil|iOS|macOS|IoT|LaTeX|eBay|WiFi|PhDs)(?!\w)")
_MIXED_SAID = {"PhD": "P.H.D", "PhDs": "P.H D's", "MSc": "M.S.C", "BSc": "B.S.C", "MPhil": "M Phil", "iOS": "i O.S", "macOS": "mac O.S",
               "IoT": "I.O.T", "LaTeX": "lay tech", "eBay": "e bay", "WiFi": "Wi-Fi"}  # fmt: skip


def acronyms(draft: Draft) -> None:
    """Spell what is spelled."""
    draft.replace(_KNOWN_MIXED, lambda m: _MIXED_SAID[m["name"]])
    draft.replace(_AND, _and)
    if _shouted(draft.text):
        draft.replace(_SHOUT, lambda m: m[0].lower() if m[0] in _WORDS or len(m[0]) > 3 else None)
    draft.replace(_ACRONYM, _acronym)


def _and(match: re.Match[str]) -> str:
    return f"{spell(match['a'])} and {_plural(match['b']) if match['s'] else spell(match['b'])}"


def _plural(letters: str) -> str:
    """`DVD` with an s: “D.V D's”, since espeak-ng reads neither `DVDs` nor `D.V.D's` with its last sound."""
    return f"{spell(letters[:-1])} {letters[-1]}'s" if len(letters) > 1 else f"{letters}'s"


def _acronym(match: re.Match[str]) -> str | None:
    letters = match["letters"]
    if not _is_spelled(letters, match):
        return None
    return _plural(letters) if match["s"] else spell(letters)


def _is_spelled(letters: str, match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    if letters == "US":
        return not _US_AS_US.search(before)
    if letters == "IT":
        return bool(_IT_THING.search(after) or (_IT_DEPARTMENT.search(before) and not re.match(r"\s[a-z]", after)))
    if letters == "AD":
        return True
    if letters in _SPELLED:
        return True
    if letters in _SAID_AS_WORDS or letters in _WORDS:
        return False
    if not set(letters) & set("AEIOUY"):
        return letters not in _WITHOUT_VOWELS
    return len(letters) < 4


def _shouted(text: str) -> bool:
    """Whether the whole sentence is in capitals, so that capitals do not mark acronyms."""
    words = _SHOUTED_WORDS.findall(text)
    return len(words) > 2 and all(word.isupper() for word in words)
