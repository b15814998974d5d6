"""Attack `erase`: invented people in every spelling and every kind of entry; afterwards every byte is searched.

Run as `python -m tests.benchmarks.erase_audit [--people 200] [--seed 1] [--only N] [--folder DIR]`. It writes books by
the commands alone, erases one person after the other, and looks with eyes of its own (`erase_search`). A word that
stays without having been listed, a listed place that `subject` does not tell, a decision that is not obeyed, an
innocent's entry that changes, and an exit status that lies are failures; the program then ends with 1.
"""

import argparse
import contextlib
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from tests.benchmarks.erase_book import Book, Plant
from tests.benchmarks.erase_people import Person, people, spellings
from tests.benchmarks.erase_search import Hit, finds, fold, marks, search, terms

HIDDEN = re.compile(r"and \d+ more$")
IN_A_BOOK = 5
SPELLINGS_EACH = 18


class Verdict:
    """Counts for each spelling and place, and each kind of failure once with its first example."""

    def __init__(self) -> None:
        self.table: dict[str, Counter[str]] = defaultdict(Counter)
        self.failures: dict[str, list[str]] = defaultdict(list)

    def count(self, plant: Plant, what: str) -> None:
        """One plant ended so: removed, kept as listed and decided, or left."""
        self.table[f"spelling · {plant.spelling}"][what] += 1
        self.table[f"place    · {plant.place}"][what] += 1

    def fail(self, kind: str, example: str) -> None:
        """One failure; those of one kind are told once."""
        if kind not in self.failures:
            print(f"FAILED {kind}\n    {example}", file=sys.stderr, flush=True)
        self.failures[kind].append(example)

    def show(self) -> int:
        """Print the table and the failures; the number of failures."""
        print(f"{'':52} planted removed  listed    left")
        for name, counts in sorted(self.table.items()):
            row = (sum(counts.values()), counts["removed"], counts["listed"], counts["left"])
            print(f"{name:52}" + "".join(f"{n:8}" for n in row))
        for kind, examples in sorted(self.failures.items(), key=lambda f: -len(f[1])):
            print(f"\nFAILED {len(examples):4} x {kind}\n    {examples[0]}")
            for example in examples[1:4]:
                print(f"    {example}")
        return sum(map(len, self.failures.values()))


class Attack:
    """One book with its people, erased one after the other."""

    def __init__(self, book: Book, crowd: list[Person], seed: int, verdict: Verdict) -> None:
        self.book = book
        self.crowd = crowd
        self.seed = seed
        self.verdict = verdict
        self.rng = random.Random(f"{seed}-{crowd[0].number}")
        self.plants: dict[int, list[Plant]] = {}
        self.twins: dict[int, str] = {}

    def fail(self, kind: str, person: Person, words: str = "") -> None:
        """A failure of this person, with what makes it come again."""
        twin = ", has a namesake" if person.number in self.twins else ""
        self.verdict.fail(kind, f"--seed {self.seed} --only {person.number} ({person.name}{twin}): {words[:400]}")

    def fill(self) -> None:
        """Innocents, people, and their words in every kind of entry; then what a book goes through in time."""
        book = self.book
        book.begin()
        self.control = {kind for p in self.crowd for kind in self._in_control(p)}
        for person in self.crowd:
            book.arrive(person)
        for person in self.crowd:
            ways = list(spellings(person, self.rng, SPELLINGS_EACH).items())
            usable = [(way, text) for way, text in ways if finds(person, f"zqaaaaaa: {text} ok".encode())]
            places = book.places(self.rng)
            planted = [
                Plant(book.mark(), way, places[n % len(places)], text, person) for n, (way, text) in enumerate(usable)
            ]
            self.plants[person.number] = [plant for plant in planted if book.plant(plant)]
            if person.number % 4 == 0:
                self.twins[person.number] = book.namesake(person)
        book.age(self.crowd)
        for person in self.crowd:
            book.leave(person)

    def _in_control(self, person: Person) -> set[str]:
        """Terms that an innocent book holds as well: an ordinary word is no finding."""
        return {f"{person.number} {hit.term}" for hit in search(self.book.folder, person)}

    def run(self, only: int | None) -> None:
        """Erase everybody, or this one."""
        for person in self.crowd:
            if only is None or person.number == only:
                self.erase(person)

    def erase(self, person: Person) -> None:
        """Subject, dry run, the refusal without a decision, the erasure, and the search."""
        book, plants = self.book, self.plants[person.number]
        odd = book.lay_odd_files(person, self.rng)
        innocent = book.innocents()
        told = book.subject(person)
        dry = book.json("erase", "--dry-run", "--json", person.id)
        if book.status or dry is None:
            self.fail("a dry run is refused", person, book.words)
            return
        listed = [str(line) for line in dry["may_mean"]]
        self._subject_tells(person, listed, told)
        for line in listed:
            if HIDDEN.search(line):
                self.verdict.fail("a listed line hides places", f"{person.name}: …{line[-120:]}")
        if listed:
            book.run("erase", "--yes", person.id)
            status: int = book.status
            if status != 1 or not book.has_card(person):
                self.fail("erased, or exit status 0, with places undecided", person, f"status {book.status}")
            if "nothing is left" in book.words:
                self.fail("“nothing is left” with places undecided", person, book.words)
        mode = ("all", "none", "numbers")[person.number % 3]
        chosen = set(listed) if mode == "all" else set()
        if mode == "numbers":
            groups: dict[str, list[str]] = defaultdict(list)
            for line in listed:
                groups[next((p.mark for p in plants if p.mark in fold(line)), "")].append(line)
            chosen = {line for lines in groups.values() if self.rng.random() < 0.5 for line in lines}
            mode = ",".join(line.split(".")[0] for line in listed if line in chosen) or "none"
        done = book.json("erase", "--yes", "--json", *(["--also", mode] if listed else []), person.id)
        if done is None:
            self.fail("an erasure is refused", person, f"--also {mode} {book.words[-300:]}")
            return
        if done.get("left"):
            self.fail("the desk itself says that something is left", person, f"--also {mode}: {done['left']}")
        if done.get("may_mean"):
            self.fail("places come up after the decision", person, f"--also {mode}: {done['may_mean']}")
        if bool(book.status) != bool(done.get("left") or done.get("may_mean")):
            self.fail("an exit status lies", person, f"--also {mode}: {book.status}, {done}")
        if (book.folder / "ERASING").exists():
            self.fail("the note of an erasure under way stays in the folder", person, f"status {book.status}")
        self._judge(person, listed, chosen, str(done) + book.words, odd)
        self._innocents(person, innocent, mode)

    def _subject_tells(self, person: Person, listed: list[str], told: str) -> None:
        folded = fold(told)
        for line in listed:
            known = [plant for plant in self.plants[person.number] if plant.mark in fold(line)]
            if known and known[0].mark not in folded:
                self.fail("a place is listed by erase and not by subject", person, line)

    def _judge(self, person: Person, listed: list[str], chosen: set[str], said: str, odd: dict[str, str]) -> None:
        """Weigh every finding against what was listed and decided."""
        plants = {plant.mark: plant for plant in self.plants[person.number]}
        hits = search(self.book.folder, person)
        bare: set[str] = set()
        by_mark: dict[str, list[Hit]] = defaultdict(list)
        for hit in hits:
            if hit.path in odd:
                if hit.path not in bare and hit.path not in said:
                    self.fail(
                        f"odd file neither cleared nor named: {odd[hit.path]}", person, f"{hit.path}: {hit.around}"
                    )
                bare.add(hit.path)
            elif hit.mark in plants and not self._is_of_the_namesake(person, hit):
                by_mark[hit.mark].append(hit)
            elif not self._excused(person, hit, listed, chosen):
                self.fail(
                    f"left unlisted: {hit.term.split('“')[0]} in {_file(hit.path)}", person, f"{hit.path}: {hit.around}"
                )
        still = marks(self.book.folder)
        for mark, plant in plants.items():
            lines = [line for line in listed if plant.is_in(line)]
            open_lines = [line for line in lines if line not in chosen]
            found = by_mark.get(mark, [])
            where = f"{plant.place}: {plant.text!r}" + (f" in {found[0].path}: {found[0].around}" if found else "")
            if not found:
                self.verdict.count(plant, "removed")
                if (
                    lines
                    and len(open_lines) == len(lines)
                    and plant.alone
                    and any(_is_entry_of(mark, line) for line in lines)
                ):
                    self.fail("taken out against the decision", person, f"{where} · {lines[0]}")
            elif open_lines:
                self.verdict.count(plant, "listed")
            else:
                self.verdict.count(plant, "left")
                how = "decided to go, and left" if lines else "left and never listed"
                self.fail(
                    f"{how}: {plant.spelling} [{', '.join(sorted({_file(h.path) for h in found}))}]", person, where
                )
            if plant.alone and mark not in still:
                self.fail(f"an innocent's entry went as a whole: {plant.place}", person, where)

    def _is_of_the_namesake(self, person: Person, hit: Hit) -> bool:
        """The name of somebody who shares only the surname, wherever a mark stands before it."""
        return person.number in self.twins and f"qorvin {fold(person.family).strip()}" in hit.around

    def _excused(self, person: Person, hit: Hit, listed: list[str], chosen: set[str]) -> bool:
        """An ordinary word, the namesake's own name, somebody else's words, or decided to stay."""
        if f"{person.number} {hit.term}" in self.control or "qorvin" in hit.around or hit.mark:
            return True
        if person.number in self.twins and hit.term.startswith("name"):
            return True
        pattern = terms(person).get(hit.term)
        return any(pattern is None or pattern.search(fold(line)) for line in listed if line not in chosen)

    def _innocents(self, person: Person, before: dict[str, str], mode: str) -> None:
        after = self.book.innocents()
        for what, text in before.items():
            if after.get(what) != text and mode == "none":
                self.fail("an innocent's entry changed", person, f"{what}: {text} → {after.get(what)}")
        twin = self.twins.get(person.number)
        if twin and (self.book.json("card", "--json", twin) or {}).get("name") != self.book.twin_names[twin]:
            self.fail("the namesake's card changed", person, f"--also {mode}: {self.book.twin_names[twin]}")
        if self.book.has_card(person):
            self.fail("the card is still there", person)
        self.book.run("erase", "--yes", person.id)
        if self.book.status != 1:
            self.fail("erasing somebody who is gone is not refused", person, f"status {self.book.status}")


def _is_entry_of(mark: str, line: str) -> bool:
    """Whether a listed line is the entry itself, not a hand-over sheet that tells of it too."""
    return f"nora {mark}" in fold(line.split("“")[0])


def _file(path: str) -> str:
    """What kind of file this is."""
    top = path.split("/")[0]
    return top if "/" in path else path.removesuffix(".prev")


def main() -> int:
    """Attack, and tell what was found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", type=int, help="erase only the person with this number")
    asked.add_argument("--folder", type=Path, help="keep the books here")
    given = asked.parse_args()
    crowd = people(given.people, random.Random(given.seed))
    verdict = Verdict()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as spare:
        root = given.folder or Path(spare)
        with contextlib.suppress(KeyboardInterrupt):
            for first in range(0, len(crowd), IN_A_BOOK):
                group = crowd[first : first + IN_A_BOOK]
                if given.only is not None and given.only not in {person.number for person in group}:
                    continue
                attack = Attack(Book(root / f"book{first}", first), group, given.seed, verdict)
                attack.fill()
                attack.run(given.only)
                print(f"{first + len(group)} people, {time.monotonic() - began:.0f} s", file=sys.stderr)
    return 1 if verdict.show() else 0


if __name__ == "__main__":
    sys.exit(main())
