"""Invented people for the attack on erasure: who they are, and every spelling that somebody may use of them."""

import base64
import json
import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

CULTURES: dict[str, tuple[str, str, str]] = {
    "turkish": ("Ayşe Işıl Çağrı Gülşen Ömer", "Özdemir Yıldırım Kılıç Şahingöz Çelikbaş", "Frau"),
    "german": ("Jörg Käthe Götz Bärbel Uwe", "Großmüller Weißhäupl Strößner Müller-Lüdenscheidt Jänschke", "Herr"),
    "polish": ("Łukasz Małgorzata Zdzisław Bożena Michał", "Wałęsińska Żółkiewski Błaszczyk Śliwiński Łącki", "Pani"),
    "french": ("Zoë Marie-Hélène Loïc Anaïs François", "Lefèvre D’Aubigné Desprès-Gagné Hémery L’Hôte", "Madame"),
    "spanish": ("Íñigo Begoña María Ángel José", "Muñoz.Ibáñez Peñalver.Güell Núñez.Cortés Yáñez.Pérez", "Señora"),
    "irish": ("Siobhán Aoife Pádraig Niamh Seán", "O'Shaughnessy O'Rafferty MacGiollaEoin Ó.Dálaigh O'Byrne", "Ms"),
    "vietnamese": ("Phượng Đức Thị.Hạnh Quỳnh Lộc", "Nguyễn Đặng Huỳnh Phạm Vũ", "Ms"),
    "czech": ("Jiří Zdeněk Růžena Ondřej Bětka", "Dvořáčková Šťastný Hřebíček Nováková Krčmář", "Paní"),
    "nordic": ("Bjørn Åse Søren Þóra Ægir", "Ødegård Kjærgaard Åkerström Sæther Þórsdóttir", "Fru"),
    "russian": ("Юлия Фёдор Жанна Семён Щука", "Кузнецова Ёлкин Щербаков Мышкина Цветаев", "Госпожа"),
    "greek": ("Ελένη Γιώργος Ζωή Νίκος Δάφνη", "Παπαδοπούλου Βασιλείου Γεωργίου Καζαντζή Ξένου", "Κυρία"),
    "arabic": ("فاطمة ليلى يوسف خالد", "الهاشمي النجار البغدادي القرطبي", ""),
    "chinese": ("小明 美丽 国强 丽华", "王 欧阳 司马 张", ""),
    "korean": ("민수 지영 서준 하은", "김 박 이 최", ""),
    "ordinary": ("Anna John Mary Peter Rose", "Young Baker Berg Silver Noble", "Mrs"),
    "short": ("Bo I.Made X J Ed", "U Ng Ky O Wu", "Mr"),
    "dutch": ("Joris Fleur Sjoerd Merel", "van.den.Hoogenband de.Zwaluw ter.Braakhuis van.'t.Hek", "Mevrouw"),
}
WIDE = ("chinese", "korean")
SYLLABLES = ["zwu", "bli", "fro", "mip", "qua", "tes", "vor", "dru", "sna", "kly", "hos", "yar", "plo", "gri", "jor"]
LATIN_OF = {
    **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True)),
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "yu",
    "я": "ya",
    "ь": "",
    "ъ": "",
    **dict(zip("αβγδεζηικλμνοπρσςτυφω", "avgdeziiklmnoprsstyfo", strict=True)),
    "θ": "th",
    "ξ": "x",
    "χ": "ch",
    "ψ": "ps",
    "王": "wang",
    "欧": "ou",
    "阳": "yang",
    "司": "si",
    "马": "ma",
    "张": "zhang",
    "小": "xiao",
    "明": "ming",
    "美": "mei",
    "丽": "li",
    "国": "guo",
    "强": "qiang",
    "华": "hua",
}


@dataclass
class Person:
    """One invented person, with all that a card may hold and rare words for what they say."""

    number: int
    culture: str
    given: str
    family: str
    title: str
    country_code: str
    area: str
    subscriber: str
    email: str = ""
    street: str = ""
    birthday: str = ""
    rare: list[str] = field(default_factory=list)
    id: str = ""

    @property
    def name(self) -> str:
        """The whole name as the card holds it."""
        return f"{self.family}{self.given}" if self.culture in WIDE else f"{self.given} {self.family}"

    @property
    def national(self) -> str:
        """The phone number as the card holds it."""
        return f"0{self.area} {self.subscriber}"

    @property
    def significant(self) -> str:
        """The digits of the number without trunk and country."""
        return self.area + self.subscriber


def made_up(rng: random.Random, parts: int = 3) -> str:
    """A word that no language has."""
    return "".join(rng.choice(SYLLABLES) for _ in range(parts))


def people(count: int, rng: random.Random) -> list[Person]:
    """Invent `count` people; ten in a row share no part of a name."""
    found: list[Person] = []
    cultures = list(CULTURES)
    for number in range(count):
        culture = cultures[number % len(cultures)]
        given, family, title = CULTURES[culture]
        person = Person(
            number=number,
            culture=culture,
            given=rng.choice(given.split()).replace(".", " "),
            family=rng.choice(family.split()).replace(".", " "),
            title=title,
            country_code="49",
            area=rng.choice(["30", "89", "221", "711"]),
            subscriber=str(rng.randrange(2_000_000, 9_999_999)),
            rare=[made_up(rng) for _ in range(3)],
        )
        if number % 2:  # an address book knows more than a visit
            person.email = f"{made_up(rng, 2)}.{made_up(rng, 1)}@{made_up(rng, 2)}.example"
            person.street = f"{made_up(rng).capitalize()}gasse {rng.randrange(11, 99)}"
            person.birthday = f"19{rng.randrange(30, 99)}-{rng.randrange(1, 13):02}-{rng.randrange(13, 29)}"
        found.append(person)
    return found


def stripped(text: str, *, first_only: bool = False) -> str:
    """The text without its combining marks, or without the first one."""
    parts: list[str] = []
    gone = False
    for letter in text:
        plain = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
        if plain != letter and not (first_only and gone):
            gone = True
            parts.append(plain)
        else:
            parts.append(letter)
    return "".join(parts)


def inside(text: str, sign: str) -> str:
    """The text with an invisible sign in the middle of its longest word."""
    word = max(text.split(), key=len)
    return text.replace(word, word[: len(word) // 2] + sign + word[len(word) // 2 :])


def full_width(text: str) -> str:
    """ASCII letters and digits in their wide forms."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def escaped(text: str, *, every: bool = False) -> str:
    r"""The text with \u escapes, as JSON writes it; or every letter of it."""
    return "".join(f"\\u{ord(c):04x}" for c in text) if every else json.dumps(text)[1:-1]


def latin(text: str) -> str:
    """Other scripts in Latin letters."""
    plain = unicodedata.normalize("NFC", stripped(text.lower())).replace("ου", "ou")
    return "".join(LATIN_OF.get(c, c) for c in plain).title()


def umlauts(text: str) -> str:
    """Umlauts written out."""
    written: dict[str, str | int | None] = {"ö": "oe", "ü": "ue", "ä": "ae", "Ö": "Oe", "Ü": "Ue", "Ä": "Ae", "ß": "ss"}
    return text.translate(str.maketrans(written))


def _dots(digits: str) -> str:
    return ".".join(digits[i : i + 2] for i in range(0, len(digits), 2))


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


Spell = Callable[[Person], str]
NAMES: dict[str, Spell] = {
    "whole name": lambda p: p.name,
    "surname alone": lambda p: p.family,
    "first name alone": lambda p: p.given,
    "one of two surnames": lambda p: max(p.family.replace("-", " ").split(), key=len),
    "form of address": lambda p: f"{p.title} {p.family}" if p.title else "",
    "initial and surname": lambda p: f"{p.given[0]}. {p.family}",
    "surname, first": lambda p: f"{p.family}, {p.given}" if p.culture not in WIDE else "",
    "surname's": lambda p: f"{p.family}'s",
    "surname-word": lambda p: f"{p.family}-Akte",
    "under_scored": lambda p: f"{p.given}_{p.family}".replace(" ", "_"),
    "upper case": lambda p: p.name.upper(),
    "lower case": lambda p: p.name.lower(),
    "NFD whole": lambda p: _nfd(p.name),
    "NFD surname": lambda p: _nfd(p.family),
    "one accent lost": lambda p: stripped(p.family, first_only=True),
    "no accents": lambda p: stripped(p.name),
    "umlauts written out": lambda p: umlauts(p.family),
    "zero-width in surname": lambda p: inside(p.family, "\u200b"),
    "joiner in whole": lambda p: inside(p.name, "\u200d"),
    "soft hyphen in surname": lambda p: inside(p.family, "\u00ad"),
    "bidi marks around": lambda p: f"\u202a{p.name}\u202c",
    "bidi mark in surname": lambda p: inside(p.family, "\u200e"),
    "full width": lambda p: full_width(p.name),
    "full width surname": lambda p: full_width(p.family),
    "no-break space": lambda p: p.name.replace(" ", "\u00a0"),
    "two spaces": lambda p: p.name.replace(" ", "  "),
    "new line between": lambda p: p.name.replace(" ", "\n"),
    "other script": lambda p: latin(p.name) if p.culture in ("russian", "greek") else "",
    "other script surname": lambda p: latin(p.family) if p.culture in ("russian", "greek") else "",
    "pinyin": lambda p: f"{latin(p.family)} {latin(p.given)}" if p.culture == "chinese" else "",
    "\\u whole": lambda p: escaped(p.name),
    "\\u surname": lambda p: escaped(p.family),
    "\\u every letter": lambda p: escaped(p.family, every=True),
    "percent whole": lambda p: quote(p.name),
    "percent surname": lambda p: quote(p.family),
    "base64 whole": lambda p: base64.b64encode(p.name.encode()).decode(),
    "base64 sentence": lambda p: base64.b64encode(f"told {p.name} so".encode()).decode(),
}
REACH: dict[str, Spell] = {
    "phone as typed": lambda p: p.national,
    "phone +": lambda p: f"+{p.country_code} {p.area} {p.subscriber}",
    "phone 00": lambda p: f"00{p.country_code}-{p.area}-{p.subscriber[:3]}-{p.subscriber[3:]}",
    "phone (0)": lambda p: f"+{p.country_code} (0){p.area} {p.subscriber}",
    "phone brackets": lambda p: f"(0{p.area}) {p.subscriber[:3]} {p.subscriber[3:]}",
    "phone dotted": lambda p: _dots("0" + p.significant),
    "phone slash": lambda p: f"0{p.area}/{p.subscriber}",
    "phone run": lambda p: f"0{p.significant}",
    "phone no trunk": lambda p: f"{p.area} {p.subscriber}",
    "phone digits +": lambda p: f"{p.country_code}{p.significant}",
    "phone tel:": lambda p: f"tel:+{p.country_code}-{p.area}-{p.subscriber}",
    "phone percent": lambda p: f"%2B{p.country_code}{p.significant}",
    "phone wide": lambda p: full_width(p.national),
    "phone no-break": lambda p: f"0{p.area}\u00a0{p.subscriber[:3]}\u202f{p.subscriber[3:]}",
    "phone long dash": lambda p: f"0{p.area}–{p.subscriber}",
    "phone zero-width": lambda p: inside(p.national, "\u200b"),
    "e-mail": lambda p: p.email,
    "e-mail upper": lambda p: p.email.upper(),
    "e-mail percent": lambda p: quote(p.email, safe=""),
    "e-mail \\u": lambda p: p.email.replace("@", "\\u0040"),
    "e-mail mailto": lambda p: f"mailto:{p.email}" if p.email else "",
    "e-mail wide": lambda p: full_width(p.email),
    "e-mail zero-width": lambda p: p.email.replace("@", "\u200b@"),
    "e-mail base64": lambda p: base64.b64encode(p.email.encode()).decode(),
    "street": lambda p: p.street,
    "street upper": lambda p: p.street.upper(),
    "street percent": lambda p: quote(p.street),
    "birthday": lambda p: p.birthday,
    "rare word of the visit": lambda p: p.rare[0],
    "rare word of the promise": lambda p: p.rare[1],
    "rare word of the note": lambda p: p.rare[2],
    "rare word upper": lambda p: p.rare[0].upper(),
    "rare word zero-width": lambda p: inside(p.rare[0], "\u200b"),
}
SPELLINGS: dict[str, Spell] = NAMES | REACH


def core(text: str) -> int:
    """How many letters and digits a spelling has: too few can't mean anybody."""
    return sum(c.isalnum() for c in text)


def spellings(person: Person, rng: random.Random, count: int) -> dict[str, str]:
    """Some of the ways in which this person can be written, no two the same."""
    found: dict[str, str] = {}
    kinds = list(SPELLINGS)
    rng.shuffle(kinds)
    for kind in kinds:
        text = SPELLINGS[kind](person)
        if core(text) >= (2 if person.culture in WIDE else 4) and text not in found.values():
            found[kind] = text
        if len(found) == count:
            break
    return found
