"""An attack on erasing: invented people whose names, numbers and words are scattered over every kind of document.

The search for what is left uses nothing of the program's own: it knows each text that it has planted, and a
normaliser of its own.
"""

import base64
import gzip
import html
import json
import random
import re
import unicodedata
import urllib.parse
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from anyascii import anyascii

from deskapp.desk.answers import faq
from deskapp.desk.cards import customers, merge
from deskapp.desk.drafts import drafts
from deskapp.desk.handover import handover
from deskapp.desk.promises import promises
from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.shifts import shifts
from deskapp.desk.visits import log
from deskapp.desk.words import edits
from deskapp.model.customer import Customer
from deskapp.model.document import to_document
from deskapp.model.interaction import Copied, Interaction, Note, Referral, Request
from deskapp.store.copies import rotation
from deskapp.store.engine.kept_aside import keep

BEGINNINGS = "bra du fe go hi ja ko lu mi ne pu qo ra sti tu ve wo yri za"
SYLLABLES = [part + end for part in BEGINNINGS.split() for end in "lnrx"]
ACCENTS = dict(zip("aeiounzl", "áéïöüñžł", strict=True))


@dataclass
class Victim:
    """One invented person and what they would be found by."""

    first: str
    last: str
    phone: str
    email: str
    street: str
    rare: list[str]
    card: Customer | None = None
    planted: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


def word(some: random.Random, length: int = 3) -> str:
    return "".join(some.choice(SYLLABLES) for _ in range(length))


def people(some: random.Random, count: int) -> list[Victim]:
    """People with names, numbers and words that nobody else has."""
    made: list[Victim] = []
    taken: set[str] = set()
    while len(made) < count:
        first, last = word(some, 2).title(), word(some).title()
        rare = [word(some, 4) for _ in range(3)]
        if taken & {first, last, *rare}:
            continue
        taken |= {first, last, *rare}
        if some.random() < 0.4:
            letter = some.choice([one for one in last.lower() if one in ACCENTS] or ["a"])
            last = last.replace(letter, ACCENTS[letter])
        number = some.randrange(10**6, 10**7)
        phone = f"+49 151 7{number}"
        made.append(Victim(first, last, phone, f"{word(some)}@{word(some, 2)}.example", f"{some.randrange(1, 99)} "
                           f"{word(some).title()} Lane, {word(some, 2).title()}", rare))  # fmt: skip
    return made


def spelled(some: random.Random, text: str) -> str:
    """A text in one of many spellings."""
    return some.choice(SPELLINGS)(some, text)


def _wrong_accents(some: random.Random, text: str) -> str:
    letter = some.choice([one for one in text if one in ACCENTS] or ["a"])
    return text.replace(letter, ACCENTS[letter])


def _hidden(some: random.Random, text: str) -> str:
    at = some.randrange(1, len(text))
    return text[:at] + some.choice("\u200b\u200d\u00ad\u2060\ufeff\u202e") + text[at:]


def _wide(some: random.Random, text: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


SPELLINGS = (
    lambda some, text: text,
    lambda some, text: text.upper(),
    lambda some, text: text.lower(),
    lambda some, text: unicodedata.normalize("NFD", text),
    lambda some, text: anyascii(text),
    lambda some, text: json.dumps(text)[1:-1],
    lambda some, text: json.dumps(json.dumps({"said": f"to\n{text}"})),
    lambda some, text: urllib.parse.quote(text),
    lambda some, text: "".join(f"%{one:02x}" for one in text.encode()),
    lambda some, text: base64.b64encode(f"see {text} now".encode()).decode(),
    lambda some, text: "".join(f"&#{ord(one)};" for one in text),
    lambda some, text: text.replace(" ", "\u00a0"),
    lambda some, text: text.replace(" ", "  \t "),
    _wrong_accents,
    _hidden,
    _wide,
)


def numbers(phone: str) -> list[str]:
    own = re.sub(r"\D", "", phone)[2:]
    dotted = f"(+49){own[:3]}.{own[3:5]}.{own[5:8]}.{own[8:]}"
    return [phone, f"0{own}", f"0049{own}", f"+49 (0){own[:3]}/{own[3:6]}-{own[6:]}", f"0{own[:3]} - {own[3:]}", own,
            dotted, " ".join(own), f"tel:+49-{own[:3]}-{own[3:]}"]  # fmt: skip


def said(some: random.Random, victim: Victim, *, wholes: bool = False) -> str:
    """Something by which a person may be known, in some spelling, inside a sentence."""
    clues = [victim.name, f"{victim.last}, {victim.first}", some.choice(numbers(victim.phone)), victim.email]
    if not wholes:
        clues += [victim.first, victim.last, f"Mrs {victim.last}", victim.street, *victim.rare]
    clue = some.choice(clues)
    text = clue if clue[0] in "+0123456789(" and some.random() < 0.7 else spelled(some, clue)
    victim.planted.append(text)
    return f"about {text} today"


def scatter(desk: Session, some: random.Random, victims: list[Victim], turns: int) -> None:
    """A life of a book in which everybody is spoken of in the documents of everybody else."""
    for victim in victims:
        card = customers.make(desk, victim.name, phone=victim.phone, email=victim.email)
        with desk.book.change("address", by="", at=desk.now()) as change:
            change.put("customers", {**to_document(card), "addresses": {"home": victim.street}})
        victim.card = customers.get(desk, card.id)
        _visit(desk, some, victim, some.choice([one for one in victims if one is not victim]))
    for turn in range(turns):
        mine, other = some.sample(victims, 2)
        _visit(desk, some, mine, other)
        some.choice(KINDS)(desk, some, other)
        if turn == turns // 2:
            desk.book.checkpoint.save()
            rotation.daily(desk.book)
            keep(desk.book.path, desk.book.path / "interactions.json", "for the attack", desk.book.engine.disk)
    desk.book.checkpoint.save()


def _visit(desk: Session, some: random.Random, mine: Victim, other: Victim) -> Interaction:
    assert mine.card
    when = desk.now() - timedelta(days=some.randrange(1, 300))
    visit = log.begin(
        desk, "call", customer=mine.card, at=when, afterwards=True, reason=f"{mine.rare[0]} and {mine.rare[2]}"
    )
    tell = some.choice(("reason", "outcome", "notes", "requests", "referrals", "copied", "overruled"))
    text = said(some, other)
    more: Any = {
        "notes": {"A1": Note(when, text, "Robin")},
        "requests": {"A1": Request(when, text, f"yes, {text}", when)},
        "referrals": {"A1": Referral(when, "Kim", text)},
        "copied": {"A1": Copied(when, "apology", text, to=mine.name)},
        "reason": f"{text}, {visit.reason}",
    }.get(tell, text)
    changed = replace(visit, state="ended", ended_at=when + timedelta(minutes=5), **{tell: more})
    with desk.book.change(f"visit {text}"[:40], by="Robin", at=desk.now(), undoable=some.random() < 0.3) as change:
        change.put("interactions", to_document(changed))
    made = promises.make(desk, f"bring the {mine.rare[1]}", desk.now() + timedelta(days=1), interaction=changed)
    if some.random() < 0.7:
        promises.keep(desk, made)
    return changed


def _promise(desk: Session, some: random.Random, victim: Victim) -> None:
    promises.make(desk, said(some, victim), desk.now() + timedelta(days=1))


def _note_and_sheet(desk: Session, some: random.Random, victim: Victim) -> None:
    handover.note(desk, said(some, victim))
    if some.random() < 0.5:
        handover.hand_over(desk, "Kim")


def _lesson(desk: Session, some: random.Random, victim: Victim) -> None:
    made = lessons.add(desk, said(some, victim))
    if some.random() < 0.3:
        lessons.remove(desk, made)


def _faq(desk: Session, some: random.Random, victim: Victim) -> None:
    faq.make(desk, said(some, victim) + "?", said(some, victim), although=True)


def _card(desk: Session, some: random.Random, victim: Victim) -> None:
    other = next(one for one in desk.book.select("customers") if victim.card and one["id"] != victim.card.id)
    customers.set_text(desk, customers.get(desk, other["id"]), "notes", said(some, victim))


def _reply(desk: Session, some: random.Random, victim: Victim) -> None:
    text = said(some, victim).replace("{", "(").replace("}", ")")
    edits.add(desk, "phrase", {"avoid": text, "say": "Good day"})
    edits.use(desk)


def _draft(desk: Session, some: random.Random, victim: Victim) -> None:
    drafts.keep(desk, drafts.DraftPlace("desk", f"q{some.random()}"), "text", said(some, victim))


def _shift(desk: Session, some: random.Random, victim: Victim) -> None:
    shifts.begin(desk, "Robin")
    with desk.book.change("extra", by="", at=desk.now()) as change:
        one = next(desk.book.select("shifts"))
        change.put("shifts", {**one, "remark": said(some, victim)})


def _odd_file(desk: Session, some: random.Random, victim: Victim) -> None:
    code = some.choice(("latin-1", "utf-16-le", "utf-16-be", "utf-16", "utf-8"))
    text = said(some, victim, wholes=True).encode("utf-8", "ignore").decode()
    data = f"Notes\n{text}\nEnd".encode(code, "ignore")
    name = f"odd{some.randrange(10**9)}"
    way = some.choice(("plain", "gz", "zip", "name"))
    path = desk.book.path / f"{name}.txt"
    if way == "zip":
        with zipfile.ZipFile(path.with_suffix(".dat"), "w") as whole:
            whole.writestr("inside.txt", data)
    elif way == "name":
        path.with_name(f"{victim.last}-{victim.first}-{name}.txt").write_text("x")
    else:
        path.write_bytes(gzip.compress(data) if way == "gz" else data)


KINDS = (_promise, _note_and_sheet, _lesson, _faq, _card, _reply, _draft, _shift, _odd_file)


def merge_two(desk: Session, one: Victim, other: Victim) -> None:
    assert one.card and other.card
    one.card = merge.merge(desk, one.card, other.card)


def flat(text: str) -> str:
    """The attacker's own normaliser: small Latin letters, no marks, nothing invisible."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    seen = "".join(one for one in apart if unicodedata.category(one) not in ("Mn", "Cf"))
    return " ".join(anyascii(seen).casefold().split())


def faces(data: bytes, depth: int = 3) -> Iterator[str]:
    """The texts that bytes may be, with their escapes and base64 taken off."""
    texts = [data.decode("utf-8", "ignore"), data.decode("latin-1")]
    if b"\0" in data:
        texts += [data[at:].decode(f"utf-16-{end}", "ignore") for at in (0, 1) for end in ("le", "be")]
    for text in texts:
        yield text
        bare = html.unescape(urllib.parse.unquote(re.sub(r"\\u([0-9a-fA-F]{4})", lambda it: chr(int(it[1], 16)), text)))
        bare = bare.replace("\\n", " ").replace("\\t", " ").replace('\\"', '"').replace("\\\\", "\\")
        packed = b"\n".join(_unpacked(text))
        for inner in (bare.encode("utf-8", "ignore") if bare != text else b"", packed):
            if inner and depth:
                yield from faces(inner, depth - 1)


def _unpacked(text: str) -> Iterator[bytes]:
    for run in re.findall(r"[A-Za-z0-9+/]{16,}={0,2}", text):
        try:
            yield base64.b64decode(run + "=" * (-len(run) % 4))
        except ValueError:
            continue


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        data, name = path.read_bytes(), path.relative_to(folder).as_posix()
        yield name, path.name.encode() + (b"" if data.startswith(b"PK") else b"\n" + data.rstrip(b"\0"))
        if data.startswith(b"PK"):
            with zipfile.ZipFile(path) as whole:
                yield from ((name, whole.read(inner).rstrip(b"\0")) for inner in whole.namelist())
        if data.startswith(b"\x1f\x8b"):
            yield name, gzip.decompress(data)


def read_all(folder: Path) -> dict[str, str]:
    """Each file of a folder as one flat text of everything it may say."""
    found: dict[str, str] = {}
    for name, data in files(folder):
        parts = [data] if b"\0" in data else data.split(b"\n")
        found[name] = found.get(name, "") + " | ".join(map(_read, parts))
    return found


@lru_cache(maxsize=100_000)
def _read(data: bytes) -> str:
    return " | ".join(flat(face) for face in faces(data))


def left_of(victim: Victim, texts: dict[str, str]) -> list[tuple[str, str]]:
    """Which of a person's clues are to be found in which file."""
    figures = re.sub(r"\D", "", victim.phone)[3:]
    found = []
    clues = [flat(one) for one in (victim.first, victim.last, victim.email, victim.street, *victim.rare)]
    for name, text in texts.items():
        found += [(clue, name) for clue in clues if re.search(rf"(?<![a-z]){re.escape(clue)}(?![a-z])", text)]
        if figures in re.sub(r"[\s()/.+-]", "", text):
            found.append((figures, name))
    return found
