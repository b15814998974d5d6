"""From the ring to the painted card, at a desk in a real pseudo-terminal with 20,000 cards.

    .venv/bin/python -m tests.benchmarks.ring_cost [--rings 30] [--cards 20000] [--size 120x36]

By command: from the start of `deskapp ring NUMBER` to the last byte in which the card's own words are painted.
By AMI: from the event's bytes leaving a scripted Asterisk to the same byte. Between two rings the call before is
ended, outside the time measured.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from deskapp.desk import settings
from deskapp.desk.session import Desk
from deskapp.exchange.batch import Batch, Draft
from deskapp.exchange.plan import apply, dry_run
from deskapp.model.customer import Customer, Phone
from deskapp.store import open_book
from tests.ami_server import AmiServer, ami_server, dial_begin
from tests.benchmarks.pty_session import PtySession
from tests.benchmarks.screen_cost import percentile

PAUSE = 0.4


def fill(book: Path, cards: int) -> None:
    """A book with that many cards, each with a number and a dessert of its own."""
    with open_book(book) as opened:
        desk = Desk(opened, "Robin")
        settings.write(desk, staff="Robin", country="US")
        drafts = (
            Draft(
                Customer("", f"Person {n}", phones={"~": Phone(number(n))}, favorite_dessert=dessert(n)),
                n,
            )
            for n in range(cards)
        )
        apply(dry_run(Batch("vcard", tuple(drafts)), (), "US"), opened, "Robin", desk.now())


def number(n: int) -> str:
    """The phone number of a card."""
    return f"+1 202 5{n:06d}"


def dessert(n: int) -> str:
    """Words that are painted only with that card."""
    return f"lemontart{n:06d}"


def painted(session: PtySession, words: str, since: float) -> float:
    """Seconds until the words were painted. Raises TimeoutError."""
    seen, mark, limit = b"", words.encode(), time.perf_counter() + 5
    while mark not in seen:
        if time.perf_counter() > limit:
            raise TimeoutError(f"{words!r} was not painted; the end of what was: {seen[-300:]!r}")
        seen += session.read(0.05)
    return time.perf_counter() - since


def by_command(session: PtySession, book: Path, rings: range) -> list[float]:
    """Seconds from starting the command to the card, for each ring."""
    took = []
    for n in rings:
        session.settle(PAUSE)
        begun = time.perf_counter()
        words = [sys.executable, "-m", "deskapp", "--data", str(book), "ring", number(n)]
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
        took.append(painted(session, dessert(n), begun))
        process.wait()
        put_away(session)
    return took


def by_ami(session: PtySession, server: AmiServer, rings: range) -> list[float]:
    """Seconds from the event to the card, for each ring."""
    took = []
    for n in rings:
        session.settle(PAUSE)
        begun = time.perf_counter()
        server.send(dial_begin(number(n), call=str(n)))
        took.append(painted(session, dessert(n), begun))
        put_away(session)
    return took


def put_away(session: PtySession) -> None:
    """Greet the caller, so that the next ring is another call."""
    session.settle(0.05)
    session.press(b"g")


def report(name: str, took: list[float], goal: int) -> None:
    """One row of the table, in milliseconds."""
    p50, p95 = (percentile(took, share) * 1000 for share in (0.5, 0.95))
    print(f"{name:<12}{len(took):6}{p50:8.1f}{p95:8.1f}{max(took) * 1000:8.1f}{goal:8}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rings", type=int, default=30)
    parser.add_argument("--cards", type=int, default=20_000)
    parser.add_argument("--size", default="120x36")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as folder, ami_server() as server:
        book = Path(folder) / "book"
        fill(book, options.cards)
        python = [sys.executable, "-m", "deskapp", "--data", str(book)]
        session = PtySession([*python, "--staff", "Robin"], columns=columns, rows=rows)
        session.until([b"Here and today"])
        session.settle(3.0)
        print(
            f"{options.cards:,} cards, ms   rings     p50     p95     max    goal".replace("cards, ms   ", "cards, ms ")
        )
        report("by command", by_command(session, book, range(1, options.rings + 1)), 150)
        words = [*python, "listen", "asterisk", "--port", str(server.port)]
        listener = subprocess.Popen(words, env={**os.environ, "DESKAPP_AMI_PASSWORD": server.password})
        if not server.logged_in.acquire(timeout=10):
            raise TimeoutError("nobody listens to the phone system")
        report("by AMI", by_ami(session, server, range(1000, 1000 + options.rings)), 30)
        listener.kill()
        listener.wait()
        session.kill()


if __name__ == "__main__":
    main()
