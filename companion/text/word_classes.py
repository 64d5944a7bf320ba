"""Lists the words by which a sentence is read without a tagger: pronouns, auxiliaries, conjunctions, and common verbs."""

# ruff: noqa: SIM905 - a list of words reads best as lines of them

from __future__ import annotations

_BE = frozenset("am is are was were".split())
AUXILIARY = _BE | frozenset("has have had do does did will would can could should must may might shall".split())
NOMINATIVE = frozenset("i he she we they".split())
SUBJECTS = NOMINATIVE | frozenset(
    "you it this that there these those nobody everybody everyone somebody someone nothing everything something".split()
)
DETERMINERS = frozenset(
    "a an the my your his her its our their this these those some any no every each both half one two three many much more "
    "most too such all".split()
)
COORDINATORS = frozenset("and but or so yet nor".split())
SUBORDINATORS = frozenset(
    "when whenever while because although though if unless until till whether who whom whose which what whatever whoever "
    "where wherever why how either lest".split()
)
EITHER_KIND = frozenset("before after since as than that".split())
"""Prepositions or determiners as well: with a subject after them they open a clause."""
ADVERBS = frozenset(
    "not never always just really also still even only often sometimes usually probably certainly surely maybe perhaps now "
    "then already almost simply truly ever hardly soon again please too so well definitely rather quite today tonight yes no "
    "oh ah ooh aw hm".split()
)
PARTICLES = frozenset("on in up down out off over back away through along around round".split())
WITH_PARTICLE = frozenset(
    "go goes went going come comes came give gives gave carry hold move turn keep hang get gets got settle stay sit lie calm "
    "slow cheer wind sleep drop dry put take takes took find wake grow keeps wear wears work works".split()
)
DANGLING = frozenset(
    "a an the my your his its our their to of in on at for from with by about into onto as than like and or but so nor yet if "
    "because although though while when whenever whether unless until till who whom whose which what whatever where why how "
    "very too rather quite more less most even only just almost every each be been being am is are was were has have had "
    "do does did will would can could should must may might shall i he she we they there without within under over after "
    "before since through during between behind near around against toward towards upon except anyone anybody no such".split()
)
_LINKING = (
    "seem seems seemed sound sounds sounded feel feels felt look looks looked become becomes became "
    "get gets got appear appears appeared"
)
NEEDS = frozenset(
    (
        f"{_LINKING} find finds found make makes made take takes took taken give gives gave given put puts tell tells told keep "
        "keeps kept let lets have bring brings brought use uses used send sends sent show shows showed want wants wanted need "
        "needs needed like likes liked love loves loved hate hates hated enjoy enjoys enjoyed mean means meant hope hopes hoped "
        "think thinks thought guess say says said said wonder wonders wondered remember remind reminds reminded forget depends "
        "spend spends spent buy buys bought build built catch caught lose lost miss misses missed pick picks picked "
        "choose hold holds held raise raised expect expects expected prefer consider mind suppose deserve deserves deserved "
        "imagine believe believes believed try tries tried cause causes caused offer offered lend lent set sets wish include "
        "bear avoid prove fix follow visit ask asks asked call calls called rather get meet met face suggest suggests explain "
        "describe mention notice notices noticed discuss handle protect save trust invite thank"
    ).split()
)
"""Verbs after which something must come."""
_OTHER_VERBS = frozenset(
    "go goes went come comes came sleep sleeps slept help helps helped work works worked happen happens happened hurt hurts "
    "matter matters wait waits waited rest rests talk talks talked listen listens laugh laughs laughed smile smiles cry cries "
    "cried stay stays stayed live lives lived die dies died grow grows grew change changes changed end ends ended start "
    "starts started begin begins began stop stops stopped fall falls fell rain rains rained fly flies flew run runs ran walk "
    "walks walked sit sits sat stand stands stood lie lies lay know knows knew see sees saw hear hears heard read reads write "
    "writes wrote eat eats ate drink drinks drank cook cooks cooked bake baked play plays played sing sings sang dance dances "
    "danced swim swims win wins won pay pays paid learn learns learned care cares cared worry worries worried agree agrees "
    "bite bites move moves moved turn turns turned leave leaves left rang rings ring earn earned ruin ruined owe owes own owns "
    "suit suits deserve fit fits add adds added last lasts lasted belong belongs speak speaks spoke beat beats beats hide hides "
    "hid calm warm heal heals pass passes passed arrive arrives arrived burn burns burnt burned break breaks broke lie".split()
)
VERBS = NEEDS | _OTHER_VERBS
IMPERATIVES = frozenset(
    "take give put tell keep let bring use send show find make have hold buy ask call go come sleep rest wait talk listen stay "
    "sit stand lie see eat drink cook bake play sing dance swim start stop try turn leave write read dry enjoy say remember "
    "forget worry be get mind trust rub soak hug thank pick choose save imagine think look do speak walk run breathe help move "
    "begin lean let blame promise expect invite visit wear pour open close warm".split()
)
