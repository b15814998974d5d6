"""From the ring to the painted card, at a desk in a real pseudo-terminal with 20,000 cards.

    .venv/bin/python -m tests.benchmarks.ring_cost [--rings 30] [--cards 20000] [--size 120x36]

By command: from the start of `deskapp ring NUMBER` to the last byte in which the card's own words are painted; by
script: the same through the `deskapp` that pip installs. By AMI: from the event's bytes leaving a scripted Asterisk to
the same byte. Between two rings the caller before is greeted, outside the time measured. Before each ring a bare Python
is started to its end: what this machine takes at that moment for nothing at all.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.exchange.batch import Batch, CardDraft
from deskapp.exchange.importer import apply, dry_run
from deskapp.model.customer import Customer, Phone
from deskapp.store import open_book
from tests.ami_server import AmiServer, ami_server, dial_begin
from tests.benchmarks.pty_session import PtySession
from tests.benchmarks.screen_cost import percentile

PAUSE = 0.4
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def fill(book: Path, cards: int) -> None:
    """A book with that many cards, each with a number and a dessert of its own."""
    with open_book(book) as opened:
        desk = Session(opened, "Robin")
        settings.write(desk, staff="Robin", country="US")
        drafts = (
            CardDraft(
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


def started(words: Sequence[str]) -> float:
    """Seconds of a whole process, its bytecode cached as on anybody's machine."""
    begun = time.perf_counter()
    subprocess.run(words, env=ENVIRONMENT, check=True)
    return time.perf_counter() - begun


def by_command(
    session: PtySession, command: Sequence[str], rings: range, floors: dict[str, list[float]]
) -> list[float]:
    """Seconds from starting the command to the card, for each ring; between them the floors are taken."""
    took = []
    for n in rings:
        for program, seconds in floors.items():
            seconds.append(started([sys.executable, "-c", program]))
        session.settle(PAUSE)
        begun = time.perf_counter()
        process = subprocess.Popen([*command, "ring", number(n)], stdout=subprocess.DEVNULL, env=ENVIRONMENT)
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


def report(name: str, took: list[float], goal: str = "", floor: float = 0.0) -> None:
    """One row of the table, in milliseconds; the median beside that of the floor."""
    p50, p95 = (percentile(took, share) * 1000 for share in (0.5, 0.95))
    ratio = f"{p50 / floor / 1000:10.2f}" if floor else ""
    print(f"{name:<34}{len(took):6}{p50:8.1f}{p95:8.1f}{max(took) * 1000:8.1f}{goal:>8}{ratio}")


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
        print(f"{f'ms, {options.cards:,} cards':<34} times     p50     p95     max    goal   / floor")
        floors: dict[str, list[float]] = {"pass": [], "import socket, json": []}
        command = by_command(session, python, range(1, options.rings + 1), floors)
        script = str(Path(sys.executable).with_name("deskapp"))
        again = range(5000, 5000 + options.rings)
        scripted = by_command(session, [script, *python[3:]], again, {}) if Path(script).exists() else []
        for program, seconds in floors.items():
            report(f"python -c {program!r}", seconds)
        floor = statistics.median(floors["import socket, json"])
        report("by command", command, "150", floor)
        if scripted:
            report("by script", scripted, "150", floor)
        words = [*python, "listen", "asterisk", "--port", str(server.port)]
        environment = {**ENVIRONMENT, "DESKAPP_AMI_PASSWORD": server.password}
        listener = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not server.logged_in.acquire(timeout=10):
            raise TimeoutError("nobody listens to the phone system")
        report("by AMI", by_ami(session, server, range(1000, 1000 + options.rings)), "30")
        listener.kill()
        listener.wait()
        session.kill()


if __name__ == "__main__":
    main()
