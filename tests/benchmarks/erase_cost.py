"""What it costs to erase one person out of a long history: `python -m tests.benchmarks.erase_cost FOLDER [COUNT]`."""

import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from deskapp.desk.cards import customers
from deskapp.desk.privacy import erasing, person, person_rule, undecided
from deskapp.desk.session import Session
from deskapp.model.customer import Customer, Phone
from deskapp.model.document import to_document
from deskapp.store import open_book
from deskapp.store.copies import doctor, rotation
from tests.benchmarks import store_books

WHO, NAME, OTHERS = f"cus_{17:026d}", "Beth Quixote", 4000
plain_entry = store_books.entry


def entry(number: int, when: datetime, some: random.Random, state: str = "ended") -> dict[str, object]:
    """One interaction, the person's own under one name."""
    made = plain_entry(number, when, some, state)
    if number % OTHERS == 17:
        made |= {"customer": {"id": WHO, "name": NAME}, "reason": f"{NAME} asked about the gauge, visit {number}."}
    elif number % 1000 == 5:
        made["notes"] = {"A1B2C3": {"at": made["arrived_at"], "text": f"Came with {NAME}.", "by": "Ana"}}
    return made


def timed(what: str, work: Callable[[], object]) -> None:
    """Do it and tell how long it took."""
    start = time.perf_counter()
    work()
    print(f"{what:<44}{time.perf_counter() - start:8.2f} s")


def main(folder: Path, count: int) -> None:
    """Make the book where it isn't there, and erase the person of about one visit in 4,000."""
    if not folder.exists():
        store_books.entry = entry
        store_books.make_book(folder, count).close()
    with open_book(folder) as book:
        desk = Session(book, "Ana")
        with book.change("card", by="Ana", at=desk.now()) as change:
            change.put("customers", to_document(Customer(WHO, NAME, phones={"a": Phone("+49 151 9990001")})))
        timed("a daily backup", lambda: rotation.daily(book, again=True))
        theirs = person.of(desk, customers.get(desk, WHO))
        decisions: list[undecided.Decision] = []
        timed("the places that may mean them", lambda: decisions.append(erasing.decision_on(desk, theirs, "none")))
        [decision] = decisions
        under_way = erasing.Erasure(desk, person_rule.PersonRule(desk, theirs, decision), "erase a person", NAME)
        timed("the copy before, and the months anew (thread)", under_way.prepare)
        timed("the change itself (the desk stands still)", under_way.commit)
        timed("files, backups, the search, a backup (thread)", under_way.finish)
        print(f"{len(decision.items)} things to decide, in {sum(len(one.places) for one in decision.items)} documents")
        print(f"{len(under_way.prepared.swaps)} months, {under_way.prepared.erased}, {under_way.prepared.redacted}")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB; faults: {doctor.check(folder)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 360_000)
