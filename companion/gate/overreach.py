"""Finds what she has no right to say of the user's life: promises of health, guesses at people, orders, blame, a cold word.

Each clause is read by its subject and auxiliary; what a friend does say there (“She must be proud.”, “You should sleep.”) is named.
"""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from companion.gate.questions import ASKS, REQUESTS
from companion.gate.rules import GateRule
from companion.gate.self_claims import clauses
from companion.text.grounding import content_words
from companion.text.normalised_words import normalised
from companion.text.pleasantness import pleasantness
from companion.text.word_classes import DETERMINERS

ALIKE = 0.6
"""Least likeness of two different words of which one is a slip of the other."""
UNHAPPY, NEITHER = -0.2, 0.05
"""Pleasantness (VADER's compound, −1 to 1) of a line up to which it tells of no good thing; the second if it denies."""

_HEALTH = re.compile(
    r"\b(?:doctor|nurse|surgeon|hospital|clinic|ward|tablets?|pills?|medicines?|medication|operation|"
    r"surgery|scan|x-?ray|"
    r"blood|heart|cancer|tumou?r|stroke|ill|illness|sick|unwell|poorly|fever|pains?|painful|aches?|aching|"
    r"hurts?|sore|dizzy|"
    r"symptoms?|diagnos\w+|treatment|therapy|chemo|infection|virus|injur\w+|pregnant|expecting|birth|"
    r"knees?|hip|back|chest|"
    r"(?:broke|broken|sprained) (?:my|his|her)|eyesight|memory is|dementia)\b",
    re.IGNORECASE,
)
_PROMISES = re.compile(
    r" (?:you|he|she|they|it|that|this|everything|things|all)(?: \w+)? (?:will|(?:is|are) going to|"
    r"shall) (?:\w+ly |soon |all |just |be )*"
    r"(?:fine|ok|okay|all right|alright|well|better|healthy|safe|good as new|back on|"
    r"get (?:\w+ )?(?:better|well|over|through)|"
    r"feel (?:\w+ )?(?:better|fine|well|good)|recover|heal|pass|go away|work out|turn out|go (?:well|fine|"
    r"smoothly)|live|make it|"
    r"do (?:well|fine|great|better))\b"
    r"| (?:you|he|she) (?:is|are) (?:already |clearly |just )?(?:getting|doing|feeling|"
    r"going to be) (?:\w+ )?(?:better|well|fine|okay)\b"
    r"| (?:nothing|no need) to worry| (?:nothing|not) (?:too |that |so |very )?(?:serious|dangerous)\b|"
    r" will not hurt "
)
_HOPES = re.compile(r" (?:hope|hopes|hoping|wish|if|when|may|want|would|whether|not know|can not say) ")
_PERSON = r"(?:he|she|your (?:\w+ )?(?:{kin}))"
_KIN = (
    "mother|mum|mom|father|dad|wife|husband|partner|daughter|son|sister|brother|grandson|granddaughter|grandmother|grandfather|"
    "gran|aunt|uncle|cousin|niece|nephew|friend|neighbour|neighbor|boss|manager|flatmate|roommate|teacher|doctor|colleague"
)
_GUESSES = re.compile(
    rf" {_PERSON.format(kin=_KIN)} (?:(?:will|might|may|must|could) (?:probably |just |soon |also |even |have |be )*|"
    r"(?:is|was|has) (?:probably|surely|certainly|already|just) (?:been |be )?|probably )(?P<what>[a-z ]+?) \. "
)
_FEELS = re.compile(
    r"^(?:not )?(?:really |very |so |quite |a bit |a little |rather )*(?:glad|happy|proud|pleased|tired|"
    r"lonely|shy|kind|sweet|lovely|good|fun|"
    r"patient|nervous|excited|worn out|exhausted|relieved|quite|some|something|special|busy|hard|worth|"
    r"delighted|surprised|a |an |"
    r"miss|love|like|laugh|smile|want|mean|know|need|remember|forget|forgive|understand|feel|notice|"
    r"say (?:yes|no)|thank|enjoy|"
    r"agree|mind|care|hope|think|wonder|see|hear|appreciate|surprise|learn|come round|(?:have )?(?:been|"
    r"be) good|missed|loved|liked|meant|known|felt|needed|wanted|looking "
    r"forward|thinking of)\b"
)
_DIAGNOSES = re.compile(
    r" (?:feel|feels|feeling|be|is|are|was) (?:a bit |just |so |really |probably |already )*"
    r"(?:depressed|sad|angry|jealous|selfish|lying|cheating|dying|dead|ashamed|drunk|bored|lazy|ill|sick|in heaven)\b"
)
_ORDERS = re.compile(
    r" you (?:really |just |also |simply |always |first )*(?:have to|need to|ought to|had better|should|"
    r"must) (?:not )?(?:\w+ly |just |also )*"
    r"(?!(?:be|feel|have|rest|sleep|laugh|admit|wonder|love|miss|know|think|hear|see|mean|like|not)\b)[a-z]+ [a-z]"
)
_SOFTLY = re.compile(
    r" (?:maybe|perhaps|if|when|think|why|what|how|where|that|which|all|whether|things|anything|something) "
)
_TO_HELP = re.compile(
    r" (?:doctor|gp|nurse|ambulance|hospital|clinic|pharmacist|police|emergency|help|somebody|someone|"
    r"professional|therapist|"
    r"dentist|number) "
)
"""Where to find help may always be said."""
_WANTS_ADVICE = re.compile(
    r"\b(?:should|shall|advice|advise|recommend|suggest\w*|help me|tips?|ideas?|how (?:do|can|could|would) (?:i|you)|"
    r"what (?:do|can|could|would|to)|(?:want|need|have) to (?:learn|improve|get better))\b",
    re.IGNORECASE,
)
_BLAMES = re.compile(
    r" (?:it|that|this|which) (?:is|was|sounds like|seems like|seems|sounds|can be|must (?:be|"
    r"have been)) (?:just |really |quite |such |very |so )*"
    r"(?:an? |your |all your |the )?(?:big |real |huge |bad |stupid |silly |terrible |own )*"
    r"(?P<word>mistake|fault|failure|nonsense|waste|stupid|silly|ridiculous|rude|lazy|selfish|"
    r"wrong of you|disgusting|pathetic)\b"
    r"| you (?:are|were|sound|seem) (?:just |really |quite |being |too |so |a bit )*"
    r"(?P<you>stupid|lazy|wrong|selfish|rude|overreacting|sensitive|dramatic|ungrateful|foolish|boring|"
    r"silly|weak|a failure|a fool)\b"
    r"| you should (?:really |just )?(?:not )?have "
    r"| (?:it|that) (?:is|was) (?:all )?your (?:own )?fault "
)
_NOT_SO_BAD = re.compile(
    r" (?:is|are|was) not (?:(?:always |all |even )(?:that |so |such )?|(?:really )?(?:that |so |such |too ))"
    r"(?:an? )?(?:bad|big deal|hard|"
    r"important|serious|the end)\b"
    r"(?: (?:thing|idea|problem|of the world|at all))? \. "
)
"""To an unhappy line; to one that is content it agrees."""
_BELITTLES = re.compile(
    r" no big deal | could be worse | get (?:over it|used to it) | (?:just )?(?:forget about (?:it|that)|"
    r"move on) \. "
    r"| nothing special | (?:many|most|lots of|a lot of) (?:other )?people (?:have|do|can|are)\b|"
    r" who cares | so what | i do not (?:want to know|care) \. | i (?:can|will|do) not forgive you "
)
_DENIED = re.compile(
    r"\b(?:not|never|nobody|no one|none|nothing|no|cannot)\b|n['’]t\b|\b(?:did|does|wo|ca|is|has|have|was|do)nt\b",
    re.IGNORECASE,
)
_GLADLY_DENIED = re.compile(
    r"\b(?:find anything|found nothing|nothing (?:wrong|serious|broken)|not (?:bad|serious|cancer|broken)|"
    r"(?:do|did|does)n['’]?t (?:have|need|hurt|cost|matter)|no longer|never (?:better|felt|been (?:so|happier|better))|"
    r"no (?:pain|problem|school|work|more)|"
    r"n['’]t (?:bad|mind|wait|believe|stop laughing))\b",
    re.IGNORECASE,
)
"""“They didn't find anything”: that is good news."""
_PRAISES = re.compile(
    r"^\. (?:oh |well |and |but |so |yes )*(?:it|that|this|which)(?: is| was| sounds| must be|"
    r" sounds like| looks like)"
    r"(?: so| very| really| always| just| quite| like| an?| some)* "
    r"(?:good|great|fun|wonderful|lovely|fantastic|awesome|perfect|amazing|nice|exciting|brilliant|cool|"
    r"beautiful|delightful)"
    r" (?:thing |idea |news |place |time |one |experience |choice |start )?\. $"
    r"|^\. (?:oh |well |and )*(?:good for (?:you|him|her|them)|congratulations|well done|(?:good|great|nice) (?:job|work|"
    r"one)|hooray|yay|"
    r"awesome|fantastic|wonderful|great|perfect|brilliant) \. $"
)
_LOST = re.compile(
    r" i (?:do not|am not sure|can not|could not|am not certain)(?: (?:know|understand|sure|tell|"
    r"say))?(?: i)?(?: (?:know|understand))? what "
    r"(?:you |that |this |it |the )?(?:\w+ )?(?:mean|means|is|are|meant) "
    r"| i (?:can not|could not|am not able to|am unable to) (?:do|help(?: you)?|assist(?: you)?|"
    r"answer)(?: with)?(?: that| this| it)? \. "
    r"| i can not (?:remember|recall) (?:any|the|your|what) "
    r"| i do not understand(?: that| you| it| the question)? \. "
)
_TELLS = re.compile(
    r" (?:(?:did|do) you (?:know|hear|realise|realize|remember)|have you heard|is not it true)(?: that)? "
    r"(?P<what>(?:he|she|they|it|your \w+|the \w+) (?!if |whether )[a-z ]+)"
)
_TASTES = re.compile(
    r" i (?:really |just |also |do |absolutely )*(?:love|adore|enjoy) (?:it|them|those)(?: too| as well)? \. $"
)
"""“Pierogi! I love them.”: she has never had any."""
_ASKED_ME = re.compile(r"\byou (?:asked|told|wanted|want|needed|need) me to\b", re.IGNORECASE)
_ASKS_HER = re.compile(
    r"\b(?:please|can you|could you|will you|would you|want you to|asked you|tell me)\b", re.IGNORECASE
)
_FRAGMENTS = frozenset(
    "really oh why how so and you did he she they again already still always who what when where yes no ever not seriously "
    "then too right honestly since".split()
)
_NO_NOUN = frozenset(
    "i me we us he she him they might may must can could will would should get got is are was were am be my your our the a an "
    "of to in on at if think used don't that's it it's we're i'm you're they're she's he's".split()
)


def overreach(sentence: str, line: str, asked: Sequence[str]) -> Iterator[GateRule]:
    """The rules that a statement of hers breaks in answer to `line`; `asked`: the user's lines, in which things were told."""
    if _is_odd_echo(sentence, line):
        yield GateRule.PARROT
    told = normalised(" ".join(asked))
    if sentence.rstrip(" \"'”’").endswith("?"):
        if _tells_by_asking(sentence, told):
            yield GateRule.UNGROUNDED
        return
    statement = not ASKS.search(line) and not REQUESTS.match(line)
    if _ASKED_ME.search(sentence) and not any(map(_ASKS_HER.search, asked)):
        yield GateRule.MEMORY
    for clause in clauses(sentence):
        if _PROMISES.search(clause) and not _HOPES.search(clause) and _HEALTH.search(" ".join(asked[-2:])):
            yield GateRule.PROMISE
        if _guesses(clause, told):
            yield GateRule.UNGROUNDED
        if _is_order(clause) and not _WANTS_ADVICE.search(line):
            yield GateRule.ORDER
        if _is_cold(clause, line, told):
            yield GateRule.COLD
        if statement and _LOST.search(clause):
            yield GateRule.LOST
        if _TASTES.search(clause):
            yield GateRule.SELF


def _tells_by_asking(sentence: str, told: str) -> bool:
    """“Did you know that he was in prison?”: a question that tells what nobody has told her."""
    found = _TELLS.search(normalised(sentence))
    return found is not None and bool(content_words(found["what"]) - content_words(told))


def _guesses(clause: str, told: str) -> bool:
    """“Maybe she'll bring some cookies”: what somebody of the user's will do or may have done, of which nothing was told."""
    if _DIAGNOSES.search(clause) and re.search(r" (?:he|she|they|your \w+) ", clause):
        return bool(content_words(clause) - content_words(told))
    found = _GUESSES.search(clause)
    if found is None or _FEELS.match(found["what"]) or _HOPES.search(clause):
        return False
    if found["what"].split()[0] in {"said", "told", "asked", "meant", "decided"}:
        return True
    return bool(content_words(found["what"]) - content_words(told))


def _is_order(clause: str) -> bool:
    found = _ORDERS.search(clause)
    return found is not None and not _SOFTLY.search(clause[: found.start() + 1]) and not _TO_HELP.search(clause)


def _is_cold(clause: str, line: str, told: str) -> bool:
    found = _BLAMES.search(clause)
    if found is not None and " not " not in clause[: found.end()].replace("should not", ""):
        word = found["word"] or found["you"] or ""
        return not word or f" {word.split()[0]} " not in told
    if _BELITTLES.search(clause):
        return True
    praises = _PRAISES.search(clause)
    if praises is None and _NOT_SO_BAD.search(clause) is None:
        return False
    denied = praises and _DENIED.search(line) and not _GLADLY_DENIED.search(line)
    return pleasantness(line) <= (NEITHER if denied else UNHAPPY)


def _is_wrong_name(word: str, line: str) -> bool:
    """“Harlow?”, where the user said “Harold”."""
    names = [name.lower() for name in re.findall(r"(?<!^)\b[A-Z][a-z]{3,}", line)]
    alike = (name for name in names if SequenceMatcher(None, word, name).ratio() >= ALIKE)
    return any(not name.startswith(word) and not word.startswith(name) for name in alike)


def _is_odd_echo(sentence: str, line: str) -> bool:
    """“Knee's?”, “Might get?”, “We're two?”: an echo of words that name nothing."""
    words = sentence.lower().replace("’", "'").strip(' "“”').rstrip("?!. ").split()
    if (
        not sentence.rstrip(' "”').endswith("?")
        or not 0 < len(words) <= 2
        or any(word.strip(",.") in _FRAGMENTS for word in words)
    ):
        return False
    if len(words) == 1 and _is_wrong_name(words[0], line):
        return True
    if len(words) == 2 and words[1] == "it":
        return False  # “Burned it?”
    first = len(words) == 2 and words[0] in _NO_NOUN - DETERMINERS
    return first or words[-1].strip(",.") in _NO_NOUN or words[-1].endswith("'s")
