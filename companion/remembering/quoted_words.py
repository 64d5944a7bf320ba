"""Recognises words that are not the user's own: pasted dialogues, letters, books, and texts to be worked on.

“user: I live in Rome”, “In the letter she writes: I have three kids”, “Translate this: I am a doctor”.
"""

from __future__ import annotations

import re

_SPEAKERS = (
    r"user|assistant|human|ai|bot|chatbot|chatgpt|gpt|claude|system|agent|customer|caller|operator|interviewer|interviewee|"
    r"speaker(?: \w+)?|person \w+|narrator"
)
_ANYBODY = (
    r"host|guest|patient|client|doctor|therapist|teacher|student|q|a|me|you|him|her|he|she|them|they|mum|mom|dad|sender|from|"
    r"subject|caption|lyrics|chorus|verse(?: \d+)?|quote"
)
_LABEL = re.compile(
    rf"(?:(?:^|\s)(?:{_SPEAKERS})|(?:^|[\n.!?”\"])\s*(?:\[[\d:. apm-]+\]\s*)?(?:{_ANYBODY}))\s*(?:\([\d:. "
    rf"apm-]+\))?\s?:(?=\s|$)"
)
"""A speaker's label, in lower case; “Fun fact: I live in Rome” has none."""
_NAMED_LINE = re.compile(
    r"^\s*(?:[-*>]\s*)?(?:\[?\(?[\d:., apmAPM/-]+\)?\]?\s*[-–]?\s*)?[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*)?\s*"
    r"(?:\([\d:. apmAPM-]+\))?\s?:\s",
    re.MULTILINE,
)
_QUOTED_LINE = re.compile(r"^\s*(?:>|\|)\s?.*$", re.MULTILINE)
_STAMPED_LINE = re.compile(
    r"^\s*\[?\d{1,2}[:.]\d\d(?::\d\d)?\]?\s*(?:am|pm)?\s*[-–:]?\s*\S", re.MULTILINE | re.IGNORECASE
)
_SALUTATION = re.compile(
    r"^\W*(?:dear|my dear|dearest|beloved|to whom it may concern)\s+(?P<to>[\w.’' -]{2,40}?)\s*(?:[,:!]|\n)"
)
_MEDIA = (
    r"(?:letter|e-?mail|postcard|card|note|text(?: message)?|message|voicemail|telegram|fax|diary|journal|memoirs?|"
    r"autobiography|"
    r"biography|essay|article|interview|blog(?: post)?|post|tweet|comment|review|thread|transcript|chat(?: log)?|script|"
    r"screenplay|"
    r"scene|speech|sermon|obituary|advert(?:isement)?|ad|profile|poem|lyrics?|song|story|tale|fable|novel|book|chapter|"
    r"paragraph|passage|excerpt|extract|quote|quotation|film|movie|series|show|episode|play|podcast|documentary|musical|opera|"
    r"trailer|audiobook|comic|manga|anime|game|dream|nightmare|report|paper|testimony|statement|recording|conversation|"
    r"dialogue|"
    r"sample|example|template|sentence|text)"
)
_IN_MEDIA = re.compile(
    rf"\b(?:in|from|inside|on|according to|out of) (?:the|a|an|this|that|my|his|her|their|our|your|one|another|[\w-]+'s) "
    rf"(?:[\w'-]+ ){{0,3}}?{_MEDIA}\b(?!\s+(?:club|shop|store|group|class|course|society|reading|collection|festival|"
    rf"studio|industry))"
)
_MEDIA_SAYS = re.compile(
    rf"\b(?:the|a|an|this|that|his|her|their|[\w-]+'s) (?:[\w'-]+ ){{0,2}}?{_MEDIA} (?:\w+ ){{0,2}}?(?:says?|said|reads?|"
    rf"goes|went|"
    rf"begins?|began|starts?|ends?|tells?|told|states?|stated|claims?|writes?)\b"
)
_MEDIA_ABOVE = re.compile(rf"\b{_MEDIA}(?: \w+){{0,4}}?\s*:\s")
"""“I got this letter: …”; “Here is the first paragraph: …”."""
_TELLS = re.compile(
    r"\b(?:writes?|wrote|written|reads|replies|replied|answers|answered|explains|explained|mentions|mentioned|announces|"
    r"announced|shouts|shouted|whispers|whispered|sings|sang|states|stated|recites|quotes?|quoted|narrates|types|typed|texts|"
    r"emails|emailed|exclaims|exclaimed|declares|declared|confesses|confessed|complains|complained)\b"
    r"(?:\s+(?:back|down|up|me|us|that|in \w+|to \w+))*\s*(?:[:,]|that\b|[“\"'‘])"
)
_MINE = re.compile(r"\b(?:i|we)\s+(?:\w+\s+)?(?:writes?|wrote|sing|sang|type|typed|mentioned|explained|announced)\b")
_TASK = re.compile(
    r"\b(?:translate|proofread|re-?write|rephrase|paraphrase|summari[sz]e|shorten|punctuate|spell-?check|edit|improve|polish|"
    r"correct|fix|check|analy[sz]e|read (?:this|it|that) (?:aloud|out|back|to me)|repeat after me|finish|continue|complete)"
    r"\s+(?:this|these|that|the (?:following|text|sentence|next)|my (?:text|sentence|essay|paragraph|grammar|spelling|english|"
    r"letter|e-?mail)|it|me|for me)\b|\bhow (?:does|do) (?:this|that|these) sound|\bwhat does (?:this|that) mean|"
    r"\bhow (?:would|do|can) (?:you|i|one|we) (?:say|spell|pronounce|write|translate)\b|\bsay (?:this|it) (?:aloud|"
    r"after me|in)\b|"
    r"\b(?:for|as an?) example\s*[,:]|\b(?:example|sample) (?:sentence|text)s?\b"
)


def is_pasted(text: str, her_name: str = "") -> bool:
    """Whether the message holds a pasted dialogue, chat or letter (but to her, who is called that): it may be anybody's words."""
    low = text.lower().replace("’", "'")
    labels = len(_NAMED_LINE.findall(text))
    if (
        _LABEL.search(low)
        or labels > 1
        or (labels and _STAMPED_LINE.match(text))
        or _QUOTED_LINE.search(text)
        or len(_STAMPED_LINE.findall(text)) > 1
    ):
        return True
    letter = _SALUTATION.match(low)
    return letter is not None and (not her_name or her_name.lower() not in letter["to"].split())


def starts_quoting(sentence: str) -> bool:
    """Whether a letter, a book, a film or a text to be worked on begins in this sentence, in lower case."""
    if _TASK.search(sentence) or _IN_MEDIA.search(sentence) or _MEDIA_SAYS.search(sentence):
        return True
    return bool(_MEDIA_ABOVE.search(sentence)) or (bool(_TELLS.search(sentence)) and not _MINE.search(sentence))
