"""A book for the attack on erasure, written by the commands alone: innocents, people, and words about them."""

import base64
import contextlib
import gzip
import io
import json
import random
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from anyascii import anyascii

from deskapp.__main__ import main as deskapp
from tests.benchmarks.erase_people import Person, escaped
from tests.benchmarks.erase_search import fold, plain

MANY = re.compile(r"\d+\. “(.+?)” in \d+ places")
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
INNOCENTS = ("Hedda Blomqvarn", "Corwin Trelask", "Ottoline Fessby")
CONTROL = (
    "Bergwerk, Roseville and the youngest bakery: silvery Annabel, Johnson, Petersburg, Maryland",
    "I said a b c, x and j; 1234567 and 2026-11-29; O no, U turn, Wuppertal, Kyoto, Bordeaux",
    "Türkiye, Łódź, Großstadt; call 030 1111111 or write to front@desk.example, Marktgasse 5",
)
NOBODY = Person(0, "", "", "", "", "", "", "")
ENDINGS = {"zip in a zip": "zip", "gzip": "gz"}
SHEETS = {"hand-over note", "hand-over to"}
OVERWRITTEN = {"desk's name", "shift", "half typed", "undone note", "undone and redone"}
LABELS = {
    "hand-over": "hand-over",
    "lesson": "lesson",
    "faq": "faq",
    "desk": "setting",
    "shift": "shift",
    "half": "half",
    "preference": "card",
}


@dataclass
class Plant:
    """Words about somebody, in an entry that is not theirs."""

    mark: str
    spelling: str
    place: str
    text: str
    person: Person

    @property
    def sentence(self) -> str:
        """The words as they are written, behind their mark."""
        return f"{self.mark}: {self.text}; so"

    @property
    def alone(self) -> bool:
        """Whether the entry holds nothing else and nothing later overwrites it."""
        return self.place not in SHEETS | OVERWRITTEN

    def is_in(self, line: str) -> bool:
        """Whether a line that the desk lists means the entry of this plant."""
        folded = line.casefold()
        if self.mark in folded:
            return True
        if many := MANY.match(line):
            read = plain(self.text)
            return any(fold(many[1]).strip() in fold(text) for text in (read, anyascii(read)))
        label = LABELS.get(self.place.split()[0].casefold().removesuffix("'s"), "")
        return bool(label) and label in folded and "zq" not in folded


class Book:
    """One book and the commands that write it."""

    def __init__(self, folder: Path, first: int) -> None:
        self.folder = folder
        self.status = 0
        self.words = ""
        self.output = ""
        self._marks = first * 1000
        self.twin_names: dict[str, str] = {}
        self.visits: dict[int, list[str]] = {}
        self._cards: list[str] = []

    def run(self, *words: str, staff: str = "Kimberline") -> int:
        """One command, as the command line runs it; what it printed is kept."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                status = deskapp([*words, "--data", str(self.folder), "--staff", staff])
            except SystemExit as end:
                status = end.code if isinstance(end.code, int) else 1
        self.output, self.words = out.getvalue(), out.getvalue() + err.getvalue()
        self.status = status
        return status

    def json(self, *words: str) -> Any:
        """What a command prints as JSON; None where it printed none."""
        self.run(*words)
        try:
            return json.loads(self.output)
        except ValueError:
            return None

    def mark(self) -> str:
        """A new word that stands before each plant, of letters only."""
        self._marks += 1
        return "zq" + "".join("abcdefghijklmnop"[int(digit, 16)] for digit in f"{self._marks:06x}")

    def begin(self) -> None:
        """An empty book with innocents in it."""
        self.run("settings", "country", "DE")
        for n, name in enumerate(INNOCENTS):
            card = self.json("log", "walk-in", name, "--phone", f"040 {5550000 + n}", "--reason", CONTROL[n], "--json")
            self._cards.append(card[0]["customer"]["id"])
            self.run("end", card[0]["id"], "all well", "--anyway", "quiet day")
            self.run("log", "call", name, "--reason", CONTROL[n], "--at", "2026-06-03 9:15", "--end", CONTROL[n])

    def innocents(self) -> dict[str, str]:
        """The innocents' cards and words, to compare."""
        found: dict[str, str] = {}
        for n, card in enumerate(self._cards):
            held = self.json("card", "--json", card) or {}
            found[INNOCENTS[n]] = f"{held.get('name')} {[p['typed'] for p in held.get('phones', {}).values()]}"
        for visit in self.json("list", "--json", "--since", "2026-01-01") or []:
            if visit.get("customer") and visit["customer"]["id"] in self._cards:
                found[visit["id"]] = f"{visit['reason']} | {visit['outcome']} | {visit['called']}"
        return found

    def arrive(self, person: Person) -> None:
        """A card from an address book with a picture, or from a visit; visits, also long ago, and a promise."""
        self.visits[person.number] = []
        if person.number % 2:
            card = self.folder.with_suffix(".vcf")
            card.write_text(
                f"BEGIN:VCARD\nVERSION:4.0\nFN:{person.name}\nN:{person.family};{person.given};;;\n"
                f"TEL;TYPE=home:{person.national}\nEMAIL:{person.email}\nBDAY:{person.birthday}\n"
                f"ADR;TYPE=home:;;{person.street};Berlin;;10115;Germany\nNOTE:knows {person.rare[2]}\n"
                f"PHOTO:data:image/png;base64,{PICTURE}\nEND:VCARD\n",
                encoding="utf-8",
            )
            self.run("import", str(card))
            for held in self.json("customers", "--json") or []:
                if person.name == held["name"] and held["id"] not in self.twin_names:
                    person.id = held["id"]
        name = f"{person.title} {person.name}".strip()
        where = [person.id] if person.id else [name, "--phone", person.national, "--new"]
        made = self.json("log", "walk-in", *where, "--reason", f"{person.rare[0]} at home", "--json")
        if not made:
            raise RuntimeError(f"no visit for {person.name}: {self.words}")
        person.id, visit = made[0]["customer"]["id"], made[0]["id"]
        self.visits[person.number].append(visit)
        self.run("note", visit, f"{person.rare[2]} and more")
        self.run("promise", person.id, f"bring the {person.rare[1]}", "--by", "in 3h")
        self.run("log", "call", person.id, "--reason", person.rare[0], "--at", "2026-05-04 9:15", "--end", "sent off")

    def namesake(self, person: Person) -> str:
        """An innocent with the same surname, or with the very same name."""
        name = person.name if person.number % 8 == 0 else f"Qorvin {person.family}"
        made = self.json("log", "walk-in", name, "--new", "--phone", f"0511 77{person.number:05}", "--json")
        card = str(made[0]["customer"]["id"])
        self.run("end", made[0]["id"], "all well", "--anyway", "quiet day")
        self.twin_names[card] = (self.json("card", "--json", card) or {}).get("name", "")
        return card

    def places(self, rng: random.Random) -> list[str]:
        """Every kind of place, in another order for each person."""
        found = [*self._orders(Plant("zq", "", "", "", NOBODY)), "log of May", "half typed"]
        rng.shuffle(found)
        return found

    def _visit(self, plant: Plant) -> str:
        made = self.json("log", "walk-in", f"Nora {plant.mark}", "--no-card", "--json")
        return made[0]["id"] if made else ""

    def _orders(self, plant: Plant) -> dict[str, list[tuple[str, ...]]]:
        """For each place the commands that write there; `@` is a visit of somebody without a card."""
        words, bare = plant.sentence, f"{plant.mark} {plant.text}"
        return {
            "reason": [("reason", "@", words)],
            "note": [("note", "@", words)],
            "request": [("request", "@", words)],
            "answer": [("request", "@", "how"), ("answer", "@", "how", words)],
            "outcome": [("end", "@", words, "--anyway", "quiet")],
            "overruled": [("end", "@", "done", "--anyway", words)],
            "transfer to": [("transfer", "@", bare)],
            "transfer why": [("transfer", "@", "Lenore", "--why", words)],
            "owner": [("own", "@", bare)],
            "boundary": [("boundary", "@", words)],
            "crisis background": [("crisis", "@", "background", words)],
            "crisis fact": [("crisis", "@", "fact", words, "--more", "Lenore")],
            "crisis option": [("crisis", "@", "option", words)],
            "crisis theirs": [("crisis", "@", "theirs", words)],
            "crisis plan": [("crisis", "@", "plan", words, "--by", "in 2h")],
            "crisis approval": [("crisis", "@", "approval", "go", "--more", bare)],
            "promise": [("promise", "@", words, "--by", "in 4h")],
            "promise owner": [("promise", "@", "a box", "--by", "in 4h"), ("hand-on", "--to", bare, "?")],
            "lesson": [("lesson", words)],
            "lesson of a visit": [("lesson", "--bad", "--about", "@", words)],
            "faq question": [("faq-add", "--new", "--answer", "as usual", words)],
            "faq answer": [("faq-add", "--new", "--answer", words, f"what of {plant.mark}")],
            "hand-over note": [("handover-note", words)],
            "hand-over to": [("handover-note", f"see {plant.mark}"), ("handover-give", bare)],
            "preference": [("preference", INNOCENTS[0], f"tea with {words}", "--stance", "likes")],
            "reply": [("reply", "--set", f"reason={words}", "--set", "due=15:00", "acknowledge_chat", "@")],
            "ring": [("ring", f"0421 {self._marks:07}", "--name", bare)],
            "desk's name": [("settings", "desk_name", bare)],
            "shift": [("shift", bare), ("shift", "Kimberline")],
            "undone note": [("note", "@", words), ("undo",)],
            "undone and redone": [("note", "@", words), ("undo",), ("redo",)],
            "name of a visit": [("log", "call", bare, "--no-card")],
        }

    def plant(self, plant: Plant) -> bool:
        """Write these words; False where the desk refused."""
        if plant.place == "log of May":
            when = ("--at", "2026-05-20 11:00", "--reason", "question", "--end", plant.sentence)
            return self.run("log", "call", f"Nora {plant.mark}", "--no-card", *when) == 0
        if plant.place == "half typed":
            return self.run("unfinished", f"note {plant.mark}", "Note", plant.sentence) == 0
        orders = self._orders(plant)[plant.place]
        visit = self._visit(plant) if any("@" in order for order in orders) else ""
        for order in orders:
            words = [visit if word == "@" else word for word in order]
            if "?" in words:
                words[-1] = next(
                    (p["id"] for p in self.json("promises", "--json") or [] if p["interaction"] == visit), "none"
                )
            self.run(*words)
        return self.status == 0

    def age(self, crowd: list[Person]) -> None:
        """A hand-over, backups, an undone and a redone act, a restore, and a damaged file that was mended."""
        self.run("handover-note", "keys are in the drawer")
        self.run("handover-give", "Lenore", staff="Kimberline")
        self.run("backup")
        backup = self.output.strip().splitlines()[-1]
        self.run("undo")
        self.run("redo")
        self.run("note", self.visits[crowd[0].number][0], f"late word {crowd[0].rare[0]}")
        self.run("restore", backup)
        lessons = self.folder / "faq.json"
        if lessons.exists():
            damaged = bytearray(lessons.read_bytes())
            damaged[len(damaged) // 2] ^= 1
            lessons.write_bytes(bytes(damaged))
            self.run("doctor", "--repair")

    def leave(self, person: Person) -> None:
        """Their visits have ended, so that nothing forbids the erasure."""
        for visit in self.visits[person.number]:
            self.run("end", visit, f"took the {person.rare[0]}", "--anyway", "quiet day")

    def has_card(self, person: Person) -> bool:
        """Whether the book still knows the person's card."""
        return self.run("card", person.id) == 0

    def subject(self, person: Person) -> str:
        """Everything that `subject` tells, in its file and beside it."""
        file = self.folder.with_suffix(".subject.json")
        file.unlink(missing_ok=True)
        self.run("subject", person.id, "-o", str(file))
        if not file.exists():
            return self.words
        return self.words + json.dumps(json.loads(file.read_text(encoding="utf-8")), ensure_ascii=False)

    def lay_odd_files(self, person: Person, rng: random.Random) -> dict[str, str]:
        """Files that no command wrote, a few for each person; their names and what they are."""
        text = f"about {person.name}, as agreed"
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as held:
            held.writestr("letter.txt", text)
        outer = io.BytesIO()
        with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as held:
            held.writestr("inner.zip", inner.getvalue())
        kinds = {
            "UTF-8": text.encode(),
            "surname alone": f"about {person.family}, as agreed".encode(),
            "Latin-1": text.encode("latin-1") if all(ord(c) < 256 for c in text) else b"",
            "UTF-16 with BOM": text.encode("utf-16"),
            "UTF-16 LE": text.encode("utf-16-le"),
            "UTF-16 BE": text.encode("utf-16-be"),
            "percent": quote(text).encode(),
            "JSON escapes": json.dumps({"text": escaped(text)}).encode(),
            "base64": base64.b64encode(text.encode()),
            "zip in a zip": outer.getvalue(),
            "gzip": gzip.compress(text.encode()),
            "phone in dots": f"call 0{person.area}.{person.subscriber[:3]}.{person.subscriber[3:]}".encode(),
            "e-mail": person.email.encode(),
            "rare word": person.rare[0].encode(),
            "named after them": b"nothing in it",
        }
        laid: dict[str, str] = {}
        for kind in rng.sample(sorted(kinds), 5):
            if not kinds[kind]:
                continue
            name = person.name.replace("/", " ") if kind == "named after them" else f"odd{person.number}-{len(laid)}"
            under = rng.choice(["", "kept/", "backups/", "more/", "archive/"])
            path = self.folder / under / f"{name}.{ENDINGS.get(kind) or rng.choice(['txt', 'bak'])}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(kinds[kind])
            laid[str(path.relative_to(self.folder))] = f"{kind}, in {under or 'the book'}"
        return laid
