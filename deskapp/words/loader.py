"""The shipped words: one JSON file for each checklist, one each for phrases, replies and processes; read once and kept.

JSON and `pkgutil` rather than TOML and `importlib.resources`: the first frame waits for the checklists, and the two
latter modules take 20 to 40 ms to import, more than a hundred times what reading these files takes.
"""

import json
import pkgutil
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from deskapp.errors import DeskError
from deskapp.messages import said
from deskapp.model.document import DocumentError, from_document
from deskapp.model.words import CHANNELS, PLACEHOLDERS, Checklist, Phrase, Process, Reply, Step, placeholders

CHECKLISTS = (
    *("greeting_walk_in", "greeting_call", "greeting_message"),
    *("resolution", "steam", "start_of_day", "end_of_day"),
)
SPOKEN = ("name", "staff", "desk", "good_day")
_ID = re.compile(r"[a-z][a-z0-9_]*")
Word = TypeVar("Word")
Entry = TypeVar("Entry", Phrase, Reply, Process)


class PlaybookError(DeskError):
    """A file of the playbook cannot be used; the sentence names the file and the place in it."""


_in_use: dict[str, Mapping[str, Any]] = {}


def use(kind: str, words: Mapping[str, Any] | None) -> None:
    """From now on the shop's words of a kind (`checklists`, `phrases`, `replies`, `processes`); None: the shipped ones.

    One process serves one book, so the words in use are the process's.
    """
    if words is None:
        _in_use.pop(kind, None)
    else:
        _in_use[kind] = MappingProxyType(dict(words))


def use_shipped() -> None:
    """From now on the shipped words of every kind."""
    _in_use.clear()


def checklists() -> Mapping[str, Checklist]:
    """The checklists in use by id, greetings first. Raises PlaybookError naming the file."""
    return _in_use["checklists"] if "checklists" in _in_use else shipped_checklists()


def phrases() -> Mapping[str, Phrase]:
    """The phrases in use by id. Raises PlaybookError naming the entry."""
    return _in_use["phrases"] if "phrases" in _in_use else shipped_phrases()


def replies() -> Mapping[str, Reply]:
    """The reply templates in use by id. Raises PlaybookError naming the entry."""
    return _in_use["replies"] if "replies" in _in_use else shipped_replies()


def processes() -> Mapping[str, Process]:
    """The processes in use by id. Raises PlaybookError naming the entry."""
    return _in_use["processes"] if "processes" in _in_use else shipped_processes()


@cache
def shipped_checklists() -> Mapping[str, Checklist]:
    """The shipped checklists by id, greetings first. Raises PlaybookError naming the file."""
    read = (parse_checklist(shipped(f"checklists/{name}.json"), f"checklists/{name}.json") for name in CHECKLISTS)
    return MappingProxyType({checklist.id: checklist for checklist in read})


def starting_with(kind: str) -> Checklist | None:
    """The checklist that a walk-in, call or message starts by itself, if there is one."""
    return next((checklist for checklist in checklists().values() if kind and checklist.starts_with == kind), None)


@cache
def shipped_phrases() -> Mapping[str, Phrase]:
    """The shipped phrases by id. Raises PlaybookError naming the entry."""
    return MappingProxyType(parse_phrases(shipped("phrases.json"), "phrases.json"))


@cache
def shipped_replies() -> Mapping[str, Reply]:
    """The shipped reply templates by id. Raises PlaybookError naming the entry."""
    return MappingProxyType(parse_replies(shipped("replies.json"), "replies.json"))


@cache
def shipped_processes() -> Mapping[str, Process]:
    """The shipped processes by id. Raises PlaybookError naming the entry."""
    return MappingProxyType(parse_processes(shipped("processes.json"), "processes.json"))


def shipped(name: str) -> bytes:
    """The bytes of a file that came with the package, zipped or not. Raises PlaybookError."""
    try:
        read = pkgutil.get_data("deskapp.words", name)
    except OSError as error:
        raise _broken(name, error.strerror or "it cannot be read") from error
    if read is None:
        raise _broken(name, "it cannot be read")
    return read


def parse_checklist(text: bytes | str, name: str) -> Checklist:
    """The checklist in a JSON text; `name` names the file in an error. Raises PlaybookError."""
    document = parse_json(text, name)
    checklist = parse_word(Checklist, document, name)
    for number, step in enumerate(document.get("steps", ()), start=1):
        _refuse_unknown_fields(Step, step, f"{name}, step {number}")
    if not checklist.steps:
        raise _broken(name, "it has no steps")
    check_ids((step.id for step in checklist.steps), name)
    for step in checklist.steps:
        check_placeholders(step.say, SPOKEN, f"{name}, step {step.id}")
    if sum(step.greets for step in checklist.steps) > 1:
        raise _broken(name, "more than one step stops the waiting clock")
    return checklist


def parse_phrases(text: bytes | str, name: str) -> dict[str, Phrase]:
    """The phrases in a JSON list. Raises PlaybookError."""
    by_id = _parse_list(Phrase, parse_json(text, name), name)
    known = {key for checklist in shipped_checklists().values() for key in map(checklist.tick_key, checklist.steps)}
    for phrase in by_id.values():
        check_placeholders(phrase.say, SPOKEN, f"{name}, {phrase.id}")
        if unknown := [step for step in phrase.steps if step not in known]:
            raise _broken(f"{name}, {phrase.id}", f"{unknown[0]!r:.40} is no step of a checklist")
    return by_id


def parse_replies(text: bytes | str, name: str) -> dict[str, Reply]:
    """The replies in a JSON list; their text is a list of lines there. Raises PlaybookError."""
    entries = parse_json(text, name)
    for entry in entries if isinstance(entries, list) else ():
        lines = entry.get("text") if isinstance(entry, dict) else None
        if isinstance(lines, list) and all(isinstance(line, str) for line in lines):
            entry["text"] = "\n".join(lines)
    by_id = _parse_list(Reply, entries, name)
    for reply in by_id.values():
        check_placeholders(f"{reply.subject} {reply.text}", PLACEHOLDERS, f"{name}, {reply.id}")
        if unknown := [channel for channel in reply.channels if channel not in CHANNELS]:
            raise _broken(f"{name}, {reply.id}", f"{unknown[0]!r:.40} is no channel")
    return by_id


def parse_processes(text: bytes | str, name: str) -> dict[str, Process]:
    """The processes in a JSON list. Raises PlaybookError."""
    return _parse_list(Process, parse_json(text, name), name)


def parse_json(text: bytes | str, name: str) -> Any:
    """What a JSON text holds. Raises PlaybookError naming the line."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise _broken(f"{name}, line {error.lineno}", error.msg) from error
    except UnicodeDecodeError as error:
        raise _broken(name, "it is not UTF-8 text") from error


def parse_word(kind: type[Word], document: Any, place: str) -> Word:
    """The noun of a document, every field of it known and its id usable. Raises PlaybookError."""
    _refuse_unknown_fields(kind, document, place)
    try:
        noun = from_document(kind, document)
    except DocumentError as error:
        raise _broken(place, str(error)) from error
    check_ids([document.get("id", "")], place)
    return noun


def _parse_list(kind: type[Entry], entries: Any, name: str) -> dict[str, Entry]:
    if not isinstance(entries, list):
        raise _broken(name, "a list is needed")
    words = [parse_word(kind, entry, f"{name}, entry {number}") for number, entry in enumerate(entries, start=1)]
    check_ids((word.id for word in words), name)
    return {word.id: word for word in words}


def check_ids(ids: Iterable[str], place: str) -> None:
    """Refuse an id that is used twice, or that could not stand in a tick's key. Raises PlaybookError."""
    seen: set[str] = set()
    for identifier in ids:
        if not _ID.fullmatch(identifier):
            raise _broken(place, f"{identifier!r:.40} is no id (small letters, digits and _)")
        if identifier in seen:
            raise _broken(place, f"{identifier!r:.40} is there twice")
        seen.add(identifier)


def check_placeholders(text: str, allowed: Iterable[str], place: str) -> None:
    """Refuse a placeholder that nothing would ever fill. Raises PlaybookError."""
    for name in placeholders(text):
        if name not in allowed:
            raise _broken(place, f"{{{name}}} is no placeholder here")


def _refuse_unknown_fields(kind: type, document: Any, place: str) -> None:
    if not isinstance(document, dict):
        raise _broken(place, "a {…} is needed here")
    known = {field.name for field in fields(kind)}
    if unknown := sorted(set(document) - known):
        raise _broken(place, f"{unknown[0]!r:.40} is no field of a {kind.__name__.lower()}")


def _broken(place: str, what: str) -> PlaybookError:
    return PlaybookError(
        said("The playbook's {place} cannot be used: {what}.", place=place, what=what),
        said("Install deskapp again to get it back."),
    )
