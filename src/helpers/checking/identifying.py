"""Identifying: words in a text by which a person or a school could be told, and of what kind.

Each kind is a pattern made for precision: a postcode needs one of Britain's postcode areas, a
telephone number the length of one, a school's name a word that is no ordinary one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from helpers.checking.given_names import NAMES

MAIL, PHONE, POSTCODE = "an e-mail address", "a telephone number", "a postcode"
PERSON, SCHOOL, HANDLE = "a person's name", "a school's name", "a name on social media"
NETWORK, RESPONSE, NUMBER = "an IP address", "the address of a response", "a person's number"

MAILS = re.compile(r"[\w.+%'-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.I)
# Reserved for examples: nobody has such an address.
NOBODY = re.compile(r"@(?:[\w-]+\.)*(?:example\.(?:com|net|org)|example|invalid|test)$", re.I)
PHONES = re.compile(
    r"(?<![\w.,/:=#+-])(?<!97[89] )(?:(?:\+|00)\d{1,3}[\s.()-]{0,3}(?:\(0\))?|\(?0)"
    r"(?:[\s.()-]{0,2}\d){6,12}(?![\w/%]|[.,]\d)"
)
AREAS = (
    "AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|E|"
    "EC|EH|EN|EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|"
    "LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|"
    "SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE"
)
POSTCODES = rf"(?<![\w#&/.-])(?:{AREAS})\d[\dA-HJKPSTUW]?\s?\d[ABD-HJLNP-UW-Z]{{2}}(?![\w-])"
TITLES = "Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Rev|Reverend|Rabbi|Imam|Fr"
TITLED = re.compile(rf"\b(?:{TITLES})\b\.? (?!Linking\b)([A-Z](?:[\w'’-]+|\b)(?: [A-Z][\w'’-]+)*)")
SIGNED = re.compile(
    r"(?:\b[Mm]y name is|\b[Mm]y name's|\b[Ss]igned[:,]?|(?:[Rr]egards|[Ss]incerely|[Ff]aithfully|"
    r"[Bb]est wishes|[Yy]ours|[Tt]hanks|[Tt]hank you)[,.!]?\s*(?:from\s+)?[-–—]?)"
    r"\s+([A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)?)(?=\s*(?:[.,!)]|$|\n)| and\b| from\b)"
)
ATTRIBUTED = re.compile(r"(?:^|\n|\s)(?:—|–|--)\s?([A-Z][a-z'’-]+ [A-Z][a-z'’-]+)(?=\s*(?:,|$|\n))")
RULES = "media|import|font-face|supports|keyframes|charset|layer|page|property|param|returns?"
HANDLES = re.compile(
    rf"(?<![\w@/.:&{{])@(?!(?:{RULES})\b)[A-Za-z_]\w{{2,29}}\b(?!\.\w)|"
    r"\b(?:twitter|x|instagram|facebook|linkedin|tiktok)\.com/(?:in/)?@?[\w.-]{3,}",
    re.I,
)
IPV4 = re.compile(r"(?<![\w.=-])(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)")
IPV6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,6}(?![\w:])", re.I)
RESPONSES = re.compile(
    r"https?://[^\s\"'<>]*(?:survey|qualtrics|onlinesurveys|typeform|snapsurveys|forms)[^\s\"'<>]*"
    r"[?&](?:r|rid|q_r|id|uid|tr|c|code|token|respondent|response|responseid|collector)=[\w%-]{4,}",
    re.I,
)
NUMBERS = re.compile(  # national insurance numbers and unique pupil numbers
    r"(?<![\w-])(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d\d\s?\d\d\s?\d\d\s?[A-D]|"
    r"[A-HJ-NP-RT-Z]\d{11}[\dA-Z])(?![\w-])"
)
PATTERNS = (
    (RESPONSE, RESPONSES),
    (MAIL, MAILS),
    (PHONE, PHONES),
    (HANDLE, HANDLES),
    (NUMBER, NUMBERS),
)
CAPITAL = r"[A-Z][\w'’.-]*"
PAIR = re.compile(r"\b([A-Z][a-z]+)(?: [A-Z]\.?)? ((?:[A-Z]['’]|Ma?c|O['’])?[A-Z][a-z'’-]{2,})\b")
# Saints, prophets and kings, and those that lessons are about, answer no survey.
NAME = re.compile(r"(?<!\bSt )(?<!\bSt\. )(?<!Saint )(?<!Prophet )(?<!King )\b[A-Z][a-z]+\b")
KNOWN_TO_ALL = frozenset({"Anne Frank", "Martin Luther", "George Floyd", "Stephen Lawrence"})
KINDS = (
    r"Primary|Infants?|Junior|Nursery|Secondary|Comprehensive|High|Grammar|Community|Catholic|"
    r"C\.? ?of ?E\.?|CofE|CE|RC|Church|England|First|Middle|Girls['’]?|Boys['’]?|Free|Special|"
    r"Preparatory|Prep|Sixth|Form|Voluntary|Aided|Controlled|School|Academy|College"
)
ENDS = "School|Academy|College|Primary|Infants|Juniors|Nursery"
NO_NAME = (
    "[Tt]rusts?|teachers?|schools?|pupils?|class(?:es)?|phase|stage|years?|children|education|"
    "level|leaders?|staff|[Ll]inking|[Cc]ensus|[Ww]orkforce"
)
NAMED_SCHOOL = re.compile(
    rf"(?<![\w'’])((?:(?:{CAPITAL}|and|&|of|the|upon) ){{1,7}})({ENDS})\b(?! (?:{NO_NAME})\b)"
)
SAINTS = re.compile(
    r"\b(?:st\.?|saint|ss\.?) [a-z][a-z'’-]+(?: (?!the\b)[a-z'’.&-]+){0,6}? "
    r"(?:primary|infants?|juniors?|nursery|school|academy|college|high|c of e|cofe|rc)\b",
    re.I,
)
JOINING = {"and", "&", "of", "the", "upon"}
# Words that begin with a capital beside the kind of a school, and name none.
ORDINARY = frozenset(
    f"""
    A An The Our My Your Their His Her Each Every Any Some This That These All Both Other Another
    New Old Local State Maintained Independent National International British Royal European Open
    Faith Multi Muslim Jewish Christian Hindu Sikh Linking Linked Non-Linking Schools Teaching Head
    Department Education Public Private Before After In At From For With By On To Many Most Year
    One Two Three What Which When Where Why How If And Or But Not No Is Are As Since While During
    Use Type Phase Share Number Base Total Group Survey and & of the upon Girls Boys Infant C E R
    {KINDS.replace("|", " ")}
    """.split()
)


def identifiers(text: str, spoken: bool = False) -> Iterator[tuple[str, str]]:
    """Kind and words of what identifies somebody in a text.

    `spoken` text was written or said by a respondent: there a given name alone is one, and so is
    a postcode in small letters.
    """
    yield from _identifiers(text, spoken)


@lru_cache(2**14)
def _identifiers(text: str, spoken: bool) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for kind, said in _found(text, spoken):
        if not any(said in other for other in found):
            found[said] = kind
    return tuple((kind, said) for said, kind in found.items())


def _found(text: str, spoken: bool) -> Iterator[tuple[str, str]]:
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            if _holds(kind, match[0]):
                yield kind, match[0].strip()
    for match in re.finditer(POSTCODES, text, re.IGNORECASE if spoken else 0):
        yield POSTCODE, match[0]
    yield from ((NETWORK, address) for address in _addresses(text))
    schools = list(_schools(text))
    yield from ((SCHOOL, name) for name in schools)
    for name in _people(text, spoken):
        if not any(name in school for school in schools):
            yield PERSON, name


def _holds(kind: str, said: str) -> bool:
    if kind == MAIL:
        return not NOBODY.search(said.replace(" ", ""))
    if kind == PHONE:
        return _is_phone(said)
    return True


def _is_phone(said: str) -> bool:
    """Whether digits are as many as a telephone number has, and begin like one."""
    digits = re.sub(r"\D", "", said)
    british = re.fullmatch(r"\s*\(?(?:(?:\+|00)\s?44)[\s.-]*(?:\(0\))?(.*)|\s*\(?0(?!0)(.*)", said)
    if british:
        own = re.sub(r"\D", "", british[1] or british[2] or "")
        return len(own.lstrip("0")) in (9, 10) and own.lstrip("0")[:1] in "12378"
    return said.lstrip().startswith("+") and 9 <= len(digits) <= 15


def _addresses(text: str) -> Iterator[str]:
    for match in IPV4.finditer(text):
        try:
            address = IPv4Address(match[0])
        except AddressValueError:
            continue
        # Versions of programs look like addresses and are small.
        if not (address.is_loopback or address.is_unspecified) and int(address) >> 24 > 9:
            yield match[0]
    for match in IPV6.finditer(text):
        try:
            IPv6Address(match[0])
        except AddressValueError:
            continue
        if re.search("[0-9]", match[0]) and not re.fullmatch(r"[\d:]{4,8}", match[0]):
            yield match[0]


def _schools(text: str) -> Iterator[str]:
    for match in NAMED_SCHOOL.finditer(text):
        words = [re.sub(r"['’]s$", "", word) for word in match[1].split()]
        own = [word for word in words if word.strip(".") not in ORDINARY]
        if words[-1] not in JOINING and any(word[:1].isupper() for word in own):
            yield match[0]
    yield from (match[0] for match in SAINTS.finditer(text))


def _people(text: str, spoken: bool) -> Iterator[str]:
    yield from (match[0] for match in TITLED.finditer(text))
    yield from (match[1] for match in SIGNED.finditer(text))
    for match in PAIR.finditer(text):
        if match[1] in NAMES and match[0] not in KNOWN_TO_ALL:
            yield match[0]
    if spoken:
        yield from (match[1] for match in ATTRIBUTED.finditer(text))
        without = re.sub("|".join(KNOWN_TO_ALL), "", text)
        yield from (name for name in NAME.findall(without) if name in NAMES)
