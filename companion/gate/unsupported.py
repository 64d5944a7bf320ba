"""Weighs how much a sentence of hers states of the user's world that nobody has told: its new words, by subject and certainty.

The other rules know kinds of mistakes; this one only asks where the words come from. A statement about the user, their people or
things may use the user's words, the memories', and words of reaction; what else it brings counts, a supposition or advice not.
"""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from companion.gate.addressed import calls_by_another_name, takes_the_users_name
from companion.gate.contradicted import lemma
from companion.gate.grounds import is_about_own_life
from companion.gate.questions import ASKS, REQUESTS
from companion.gate.self_claims import clauses, is_past
from companion.text.general_questions import asks_in_general
from companion.text.grounding import is_content_word, ungrounded
from companion.text.pleasantness import has_mood
from companion.text.sentences import split
from companion.text.tag_questions import asks
from companion.text.word_classes import ADVERBS, AUXILIARY, IMPERATIVES, VERBS

FIRST, NEXT = 0.9, 0.5
"""Weight from which on the first sentence of a reply brings too much, and any other: that can be left out."""
TO_A_QUESTION = 1.5
"""How much more a new word counts where the user asks about their own life: it is the answer, and made up."""
NAME, MOOD, PLACE, MIND = 1.0, 0.25, 0.7, 0.9
"""Weights beside 1 for a new noun or verb: a name on top, a word of feeling, where something is, what somebody thought."""
LITTLE = 6
"""Most words of a fragment that answers a question."""
OF_HERSELF = 0.5
"""Certainty of a statement about herself; whether she can have done it is another rule's."""
REVIVED = 1.5
"""Weight of the present tense for somebody of whom the line tells as of the dead or of the past."""
_WORLD = re.compile(
    r"\b(?i:did|have|had|was|were|has|does|is) (?:I|i|we|he|she|they|[A-Z][a-z]+|the|that|it|those)\b"
    r"|\b[Ww]hy (?:did|has|have|is|was) the [a-z]+ (?:[a-z]+ed|put|rung|left|gone|come)\b"
    r"|\b(?i:his|her|their|my|our) [a-z]+|\b(?i:which|who|whose|what) of\b"
    r"|\b(?:told you|telling you|still|in the end|on the corner|next door)\b|\bI (?:did|was|left|told|said|put|had|wanted|got)\b"
)
_OF_SOMEBODY = re.compile(
    r"(?:\w+ )?[Ww]h(?:y|en) (?:did|has|is|was|does|will) [A-Z][a-z]+ (?:[a-z]+ )*(?:my|the|our|me|us|him|her|it)\b"
)
"""“Why did Simon leave the band?”"""
_IN_GENERAL = re.compile(r"it is (?:[a-z]+ ){0,5}to [a-z]+")
"""“It is normal to feel so.”"""
_OF_HER = re.compile(
    r"^\W*is it (?:[a-z]+ ){1,3}to\b"
    r"|\b(?:are|were|have|had|can|could|would|will|did|do) you\b(?! (?:know|remember|think|reckon|suppose|believe|happen))"
    r"|\byou (?:there|here|ok|okay|up|awake)\b"
    r"|\bany (?:good |other |more )?(?:ideas?|tips?|suggestions?|advice|recommend\w*|ways?)\b",
    re.IGNORECASE,
)
"""Asks about herself, or for what she would do."""
_ADVICE = re.compile(
    r"\b(?:should|shall|ought|would you|do you (?:like|think|prefer|want|ever)|"
    r"recommend|suggest|how (?:do|can|could|would) (?:i|you))\b",
    re.IGNORECASE,
)
_OPENERS = frozenset("and but so well oh ah yes no yeah ok okay really wow also now still because though".split())
_ASIDE = re.compile(r"^(?:you know(?: what)?|i mean|at least|of course|in fact|as (?:you say|always)) ")
_BELIEVES = re.compile(
    r"^i (?:\w+ )?(?:think|believe|know|heard|hear|see|am sure|am (?:\w+ )?(?:glad|happy|sorry|proud|pleased))(?: that)? "
    r"(?=(?:you|he|she|they|it|the|your|his|her|their|there) )"
)
_SUPPOSES = re.compile(
    r" (?:must|may|might|could|would|should|maybe|perhaps|probably|possibly|surely|seems?|sounds?|sounded|guess|bet|hope|hopes|"
    r"hoping|wish|if|whether|unless|wonder|imagine|suppose|ought|likely|let|as though|can|can not|never know|no wonder|"
    r"need to|needs to|have to|has to|deserves?|want to|feels? like|tell me|say more) "
)
_ALWAYS_SO = re.compile(
    r" (?:always|usually|often|sometimes|people|everyone|everybody|nobody|anyone|anybody|some|most|many) "
)
_GREETS = re.compile(
    r"(?:good (?:morning|evening|afternoon|night)|hello|hi|hey|bye|goodbye|sleep well|of course)\b.{0,20}$", re.I
)
_PARTS = re.compile(
    r" (?:but|because|so|and|which|that|though|while|when|where) "
    r"(?=(?:you|he|she|they|it|the|your|his|her|their|there|i|we|this|that) )"
)
_TO_COME = re.compile(r" (?:will|shall|going to) ")
_WHERE = re.compile(
    r" (?:is|are|was|were|has|have|had|came|come|went|got|been) (?:not |just |already |now |still )*"
    r"(?P<where>still|there|here|home|gone|away|out|inside|outside|upstairs|open|closed|over|ready|back|missing|anymore|dead|alive|"
    r"ill|in|at)\b"
)
_FREE_TO = re.compile(r"(?<=reason|chance|.right|..time|...way|...one) (?:to|for) [a-z]+\b")
"""“a good reason to wait”"""
_MAY_SAY = frozenset("like love prefer wish would think know remember hope imagine".split())
"""After “I”: what she likes and thinks she may say of anything."""
_EVENTS = frozenset(
    "died dead dying killed won lost stole stolen broke broken hurt fought cheated lied divorced married fired failed passed "
    "attacked cried laughed left promised kissed saved".split()
)
"""Words of feeling that tell of an event."""
_REACTION = frozenset(
    "lovely nice great wonderful beautiful good better best bad worse worst hard easy sad happy funny sweet brave "
    "wise clever kind smart sensible strong special charming patient generous cute right wrong fair true enough okay "
    "fine alright interesting exciting awful terrible horrible dreadful tough rough painful lonely quiet calm warm "
    "cosy big small long short important rare strange odd weird silly crazy wild amazing fantastic brilliant perfect "
    "pity shame luck lucky worth fun treat relief news sense way start beginning feeling feel feels sort point "
    "question answer number idea comfort joy loss proud human normal natural understandable frustrating annoying "
    "tiring exhausting impressive delicious poor dear honest heavy light new fresh voice software computer program "
    "listen listening following curious appreciate understand invention word words story stories moment moments step "
    "life world heart mind courage effort sound sounds care cares mean means meant matter matters miss missed love "
    "loved glad sorry worried worry need needs deserve help trouble problem situation habit difference done make "
    "makes made earned working worked reason memory memories person people part place end change surprise choice "
    "chance whole different serious difficult busy tired full real rest hello goodbye evening morning night day days "
    "week weekend year years hour hours minute while alone able name named called told said mentioned first second "
    "third last ready free welcome sure certain clear simple plain fault mistake lot bit piece job work talk".split()
)
"""What anybody says of what they were just told, and time."""
_DEAD = re.compile(
    r"\b(?:died|passed away|funeral|buried|would have (?:been|turned)|(?:he|she)(?:['’]d| would) have|used to|(?:is|['’]s|been) "
    r"gone|since (?:he|she|they) (?:died|went|passed)|late (?:husband|wife|mother|father)|widow\w*|grave)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"^(?:he|she|they|your [a-z]+) (?:still |always |also )?(?P<verb>is|has|does|are|have|do|[a-z]{3,}s)(?= )"
    r"(?: (?P<doing>[a-z]+ing)(?= ))?(?! (?:missed|gone|dead|"
    r"not|with you|in your|part of|always|still with|been missed|lucky|proud|remembered|been gone|left))"
)
_LIVES_ON = re.compile(
    r" (?:he|she|they|your [a-z]+) .*(?:alive|recover\w*|(?:gets?|feels?) (?:well|better)|comes? (?:back|home)) "
)
"""“I hope he's still alive”, of the dead."""
_MADE_UP = re.compile(
    r" (?:(?:it has|has it) been (?:such |quite )?(?:a (?:long |little )?(?:time|while)|ages|too long|years|months|weeks|days)(?= )"
    r"|since (?:we|you) (?:last )?(?:spoke|talked|met|chatted|saw)|we (?:last|once|already) [a-z]+"
    r"|(?:i|we) (?:can|could|do|did|am|have) not (?:[a-z]+ ){0,3}(?:anymore|any more|myself|these days|lately)"
    r"|(?:i|we) (?:can|could|do|did|have) not even (?!know\b|say\b|tell\b|see\b|imagine\b|have (?:a |hands|ears|eyes|feet))[a-z]+"
    r"|i am (?:also |just |only |still )?an? (?!(?:voice|program|computer|piece|friend|listener|fan|bit|little|lot|good|better|bad|"
    r"big|great|poor|slow|quick|companion|talker|believer|mere|terrible|true|huge|rather|mind|thing|part)\b)[a-z]+"
    r"|i thought (?:that )?(?:you|he|she|they|it|your [a-z]+) (?:was|were|had|did|could|would)(?= )"
    r"|i can not wait (?:for|to) (?!hear\b|know\b)[a-z]+|i can not (?:take|handle|afford|face|cope with) )"
)
"""A past with the user, or a life of her own by denial: “since we last spoke”, “I can't even get it to set”."""
_OWNS_UP = re.compile(r" (?:you|i) (?:have |had |did )?(?:not|never) | (?:not sure|no idea|hard to|question|answer) ")
_MINDS = re.compile(
    r"^(?:he|she|they|your [a-z]+) (?:was|were|did|had|felt|thought|knew|wanted|just|only|not |really ){1,3} ?(?:[a-z]+ ){0,2}?"
    r"(?:sure|angry|tired|happy|afraid|scared|worried|know|knew|want|wanted|thinking|trying|upset|sad|shocked|surprised|confused|"
    r"embarrassed|nervous|jealous|think|thought|decided|forgot|mean to)\b"
)
"""“He wasn't sure why”: what somebody felt then."""
_MUTUAL = frozenset(map(lemma, "love like miss know feel think hope say tell".split()))
"""What the other may well do too."""
_REMAINS = frozenset("lives leaves deserves means sounds matters seems".split())


def limit(has_said: bool) -> float:
    """The weight from which on a sentence is refused; `has_said`: the reply has one already."""
    return NEXT if has_said else FIRST


def unsupported(sentence: str, line: str, told: Sequence[str], name: str = "") -> float:
    """How much the sentence states that is not in `line` or `told`; 0 for a question, a reaction, advice or a supposition.

    `name`: the user's, which may always be said. A request and a question about the world may be answered with anything.
    """
    if calls_by_another_name(sentence, line, name) or takes_the_users_name(sentence, line):
        return FIRST + 1
    if (
        asks(sentence)
        or _GREETS.match(sentence)
        or _asks_for_words(line)
        or (ASKS.search(line) and not _asks_of_own_world(line))
    ):
        return 0.0
    known = {_base(word) for text in (*told, line, name) for word in re.findall(r"[a-z0-9]+", text.lower())}
    asked = bool(ASKS.search(line))
    statements = list(_statements(sentence))
    surest = max((_certainty(one.split(), asked) for one in statements if not _SUPPOSES.search(f" {one}")), default=0.0)
    names = sum(word != name and not word.isdigit() for word in ungrounded(sentence, [*told, line, name]))
    weight = sum(_weight(statement, known, line, asked) for statement in statements) + NAME * surest * names
    return round(weight * (TO_A_QUESTION if asked else 1), 2)


def _asks_for_words(line: str) -> bool:
    return bool(REQUESTS.match(line)) or line.lower().lstrip().startswith("tell me something")


def _asks_of_own_world(line: str) -> bool:
    line = split(line)[-1]
    own = (is_about_own_life(line) or _WORLD.search(line)) and not _OF_HER.search(line)
    return (
        bool(own)
        and not _ADVICE.search(line.replace("should I say", ""))
        and (bool(_OF_SOMEBODY.match(line)) or not asks_in_general(line))
    )


def _statements(sentence: str) -> Iterator[str]:
    """The clauses of a sentence, each from its subject on, without what leads to it."""
    for clause in clauses(sentence):
        for part in _PARTS.split(clause.strip(" .")):
            words = part.split()
            while len(words) > 1 and words[0] in _OPENERS:
                words = words[1:]
            yield _ASIDE.sub("", f"{' '.join(words)} ")


def _weight(statement: str, known: set[str], line: str, asked: bool) -> float:
    if _MADE_UP.search(f" {statement}") and not _MADE_UP.search(f" {line.lower()} "):
        return REVIVED
    if _takes_possession(statement, line) or _does_in_your_place(statement, line):
        return REVIVED
    believed = _BELIEVES.match(statement)
    statement = statement[believed.end() :] if believed else statement
    if _SUPPOSES.search(f" {statement}"):
        return REVIVED if _DEAD.search(line) and _LIVES_ON.search(f" {statement}") else 0.0
    words = statement.split()
    likely = (0.4 if _TO_COME.search(f" {statement}") else 1) * (0.8 if believed else 1)
    weight = _new_words(statement, known, line)
    if asked and words[:1] != ["i"] and (VERBS | AUXILIARY) & set(words) and _answers(words, known, line):
        weight += 1
    mind = _MINDS.match(statement) and not set(map(_base, filter(is_content_word, words))) & known
    return (REVIVED if _revives(statement, line) else MIND if mind else 0) + _certainty(words, asked) * likely * weight


def _answers(statement: Sequence[str], known: set[str], line: str) -> bool:
    """Whether it tells something in reply to a question to which nothing that was told has the words of this answer."""
    told = known - set(map(_base, re.findall(r"[a-z0-9]+", line.lower())))
    words = set(map(_base, filter(is_content_word, statement)))
    return bool(words) and not words & told and not _OWNS_UP.search(f" {' '.join(statement)} ")


def _certainty(words: Sequence[str], asked: bool) -> float:
    """0…1: how far a statement is one about the user's world, by its subject and the tense; `asked`: it answers a question."""
    if len(words) < 2:
        return float(asked)
    if words[0] == "then":  # “Then you've earned a chair.”
        return 0.0
    first, second = words[0], words[1]
    if first == "i":
        return 0.0 if second in _MAY_SAY or "not" in words[1:4] else OF_HERSELF
    if first in {"we", "let", "us", "my", "me"} or (first in IMPERATIVES and first not in {"love"}):
        return 0.0
    past = any(is_past(word) or word in {"was", "were"} for word in words[1:6])
    if first == "you":
        return 1.0 if past or second in {"have", "had"} else 0.7 if second in AUXILIARY else 0.5
    if first in {"he", "she", "they", "your", "his", "her", "their", "there"}:
        return 1.0
    if _ALWAYS_SO.search(f" {' '.join(words)} "):
        return 0.1
    if first == "the":
        return 0.9
    if first in {"that", "this", "these", "those", "which"}:
        return 0.5 if past else 0.15
    if first == "it":
        return 0.1 if _IN_GENERAL.match(" ".join(words)) else 0.8 if past else 0.4
    if past:
        return 0.2 if first in {"a", "an"} else 0.6
    if (VERBS | AUXILIARY) & set(words[1:]):
        return 1.0 if asked and first == "to" else 0.1
    return 1.0 if asked and len(words) <= LITTLE else 0.2  # a fragment is the answer


def _new_words(statement: str, known: set[str], line: str) -> float:
    weight, words = 0.0, _FREE_TO.sub(" ", statement).split()
    for at, word in enumerate(words):
        if (
            not is_content_word(word)
            or word.isdigit()
            or _base(word) in known
            or word in ADVERBS | _REACTION
            or word in words[:at]
        ):
            continue
        judged = at and words[at - 1] not in _EVENTS and (words[at - 1] in _REACTION or has_mood(words[at - 1]))
        felt = has_mood(word) and word not in _EVENTS
        weight += MOOD if judged or felt else 1  # “a lovely film” is a judgement
    where = _WHERE.search(f" {statement}")
    return weight + (PLACE if where and where["where"] not in line.lower() else 0)


def _base(word: str) -> str:
    base = lemma(word)
    return base[:-1] if len(base) > 3 and base[-1] == base[-2] else base


def _takes_possession(statement: str, line: str) -> bool:
    """“Your drum”, of a line that tells of “his drum”."""
    low = f" {' '.join(re.findall(r'[a-z]+', line.lower()))} "
    return any(
        re.search(rf" (?:his|her|their) {thing} ", low) and not re.search(rf" (?:my|our|a|an) (?:\w+ )?{thing} ", low)
        for thing in re.findall(r"(?<!\S)your ([a-z]+)", statement)
    )


def _does_in_your_place(statement: str, line: str) -> bool:
    """“She wants it back”, to somebody who wants it back."""
    found = re.match(r"(?:he|she|they) ([a-z]+)(?= )", statement)
    if found is None or found[1] in AUXILIARY or lemma(found[1]) in _MUTUAL:
        return False
    said = " ".join(clauses(line))
    doers = [
        who
        for who, verb in re.findall(r"(?<= )([a-z]+) (?:still |just |also |really )?(?=([a-z]+) )", said)
        if _base(verb) == _base(found[1])
    ]
    return bool(doers) and set(doers) <= {"i", "still", "just", "also", "really"} and "i" in doers


def _revives(statement: str, line: str) -> bool:
    """“He loves them too”, of somebody who loved them once."""
    found = _PRESENT.match(statement)
    if found is None or found["verb"] in _REMAINS:
        return False
    if _DEAD.search(line):
        return True
    verb = _base(found["doing"] or found["verb"])
    forms = {word for clause in clauses(line) for word in clause.split() if _base(word) == verb}
    return bool(forms) and all(map(is_past, forms))
