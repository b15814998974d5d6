"""From a key to the cards found, painted: typing at "Who?" over 20,000 cards, in a real pseudo-terminal.

    .venv/bin/python -m tests.benchmarks.find_cost [--cards 20000] [--rounds 4] [--size 120x36]

For each key, the time to the first and to the last byte of its paint. Beside it a bare Textual Input in the same run,
and the keys after which another card is selected, so that it is drawn beside the field.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.exchange.batch import Batch, CardDraft
from deskapp.exchange.importer import apply, dry_run
from deskapp.model.customer import Customer, Email, Phone
from deskapp.store import open_book
from tests.benchmarks.find_people import card
from tests.benchmarks.pty_session import PtySession
from tests.benchmarks.screen_cost import keys, report

TYPED = (
    "beth oc",
    "margaret wil",
    "0917 555 01",
    "+63-917-55",
    "elizbeth",
    "wilosn sant",
    "4411",
    "santa cruz l",
    "maria.del",
)
BARE = """
from textual.app import App
from textual.widgets import Input, Static
class Bare(App):
    def compose(self):
        yield Input()
        yield Static("bare and ready")
Bare().run()
"""
DOWN, UP = b"\x1b[B", b"\x1b[A"
HEAD = f"\n{'ms to the first/last byte':<28}{'p50':>8}{'p95':>8}{'last p50':>10}{'p95':>8}{'bytes':>9}"


def fill(book: Path, cards: int) -> None:
    """A book with that many invented cards."""
    dice = random.Random(7)
    with open_book(book) as opened:
        desk = Session(opened, "Robin")
        settings.write(desk, staff="Robin", country="PH")
        made = (card(number, dice) for number in range(cards))
        drafts = (
            CardDraft(
                Customer(
                    "",
                    one["name"],
                    company=one["company"],
                    phones={"~": Phone(**one["phones"]["a"])},
                    emails={"~": Email(one["emails"]["a"]["address"])},
                    notes=one["notes"],
                ),
                0,
            )
            for one in made
        )
        apply(dry_run(Batch("vcard", tuple(drafts)), (), "PH"), opened, "Robin", desk.now())


def beside(session: PtySession, rounds: int) -> None:
    """The card beside the field: Down and Up through the rows found, each key drawing another one."""
    session.press(b"ma")
    session.settle(0.3)
    report("another card beside it", *keys(session, ([DOWN] * 6 + [UP] * 6) * rounds * 2))
    session.press(b"\x15")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cards", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--size", default="120x36")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    presses = [bytes([code]) for word in TYPED for code in word.encode()]
    print(HEAD)
    bare = PtySession([sys.executable, "-c", BARE], columns=columns, rows=rows)
    bare.until([b"bare and ready"])
    bare.settle(0.3)
    report("a bare Input", *keys(bare, presses))
    bare.kill()
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book"
        fill(book, options.cards)
        command = [sys.executable, "-m", "deskapp", "--data", str(book), "--staff", "Robin"]
        session = PtySession(command, columns=columns, rows=rows)
        session.until([b"Here and today"])
        time.sleep(4)
        session.settle(0.3)
        session.press(b"w")
        first: list[float] = []
        last: list[float] = []
        sizes: list[int] = []
        for _ in range(options.rounds):
            for word in TYPED:
                found = keys(session, [bytes([code]) for code in word.encode()])
                for gathered, more in zip((first, last, sizes), found, strict=True):
                    gathered.extend(more)  # type: ignore[attr-defined]
                session.press(b"\x15")
        report(f"typing over {options.cards:,} cards", first, last, sizes)
        beside(session, options.rounds)
        session.kill()


if __name__ == "__main__":
    main()
