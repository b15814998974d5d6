"""Our own JSON, out and in: a whole export, or the array that `deskapp customers --json` prints."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from deskapp.errors import RefusedError
from deskapp.exchange.batch import MOST_RECORDS, STORES_OWN, Batch, CardDraft, Refused
from deskapp.exchange.doubts import with_safe_stance
from deskapp.exchange.vcard_out import safe_fields
from deskapp.messages import noted, said
from deskapp.model.customer import Customer
from deskapp.model.document import Document, DocumentError, from_document, instant_text
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.text.charsets import as_utf8, decode
from deskapp.text.escaping import unobeyed
from deskapp.text.safe import excerpt

FORMAT, VERSION = "deskapp", 1


def write_json(tables: Mapping[str, Iterable[Document]], now: datetime, desk: str = "") -> str:
    """The documents by table, one on each line, so that any tool can look into the file."""
    head = {"format": FORMAT, "version": VERSION, "exported_at": instant_text(now), "desk": desk}
    parts = [json.dumps(head, ensure_ascii=False)[:-1]]
    for table, documents in tables.items():
        lines = ",\n".join(json.dumps(document, ensure_ascii=False, separators=(",", ":")) for document in documents)
        parts.append(f",\n{json.dumps(table)}: [\n{lines}\n]")
    return unobeyed("".join(parts)) + "}\n"


PREFIXES: Mapping[str, tuple[str, type[Any]]] = {
    "cus_": ("customers", Customer),
    "int_": ("interactions", Interaction),
    "pro_": ("promises", Promise),
}
_MOST_PARTS = 8_000_000
_AGAIN = noted("Export the cards again, as JSON with everything.")


def read_json_file(data: bytes) -> Batch:
    """Cards and other documents of our own export. Raises RefusedError for what is no such file."""
    data = as_utf8(data)
    if data.count(b",") + data.count(b"{") + data.count(b"[") > _MOST_PARTS:
        raise RefusedError(
            said("The JSON file is too large to be read at once."), said("Export fewer months or cards.")
        )
    try:
        content = json.loads(decode(data), parse_constant=_no_constant)
    except RecursionError as error:
        raise RefusedError(said("The JSON is nested too deep for an export of ours."), said(_AGAIN)) from error
    except json.JSONDecodeError as error:
        raise RefusedError(
            said("The JSON breaks at line {lineno}: {msg}.", lineno=error.lineno, msg=error.msg), said(_AGAIN)
        ) from error
    except ValueError as error:
        raise RefusedError(
            said("The JSON holds what no export of ours does: {error}.", error=str(error)[:80]), said(_AGAIN)
        ) from error
    documents = list(reversed(_documents(content)))
    del content
    return _batch(documents)


def _no_constant(name: str) -> None:
    raise ValueError(f"the number {name}")


def _documents(content: Any) -> list[Any]:
    if isinstance(content, dict) and content.get("format") == FORMAT:
        version = content.get("version")
        if not isinstance(version, int) or version > VERSION:
            raise RefusedError(said("The file was written by a newer deskapp."), said("Update this one first."))
        tables = [(table, content.get(table, [])) for table, _ in PREFIXES.values()]
        if wrong := [table for table, documents in tables if not isinstance(documents, list)]:
            raise RefusedError(said("The {wrong} in this file are no list.", wrong=wrong[0]), said(_AGAIN))
        documents = [document for _, listed in tables for document in listed]
    elif isinstance(content, dict) and "id" in content:
        documents = [content]
    elif isinstance(content, list):
        documents = content
    else:
        raise RefusedError(said("This JSON is no export of deskapp."), said(_AGAIN))
    if len(documents) > MOST_RECORDS * 5:
        raise RefusedError(
            said("The file has more than {most_records:,} records.", most_records=MOST_RECORDS * 5),
            said("Export fewer months."),
        )
    return documents


def _batch(documents: list[Any]) -> Batch:
    """What some documents hold, the first one last; each goes as it is read. Cards are drafts, and not kept twice."""
    tables: dict[str, list[Document]] = {table: [] for table, _ in PREFIXES.values()}
    drafts: list[CardDraft] = []
    refused: list[Refused] = []
    for number in range(1, len(documents) + 1):
        document = documents.pop()
        try:
            table, noun, safe = _read(document)
        except (DocumentError, ValueError) as error:
            refused.append(Refused(number, excerpt(str(error), 120), excerpt(json.dumps(document)[:200])))
            continue
        if not isinstance(noun, Customer):
            tables[table].append(safe)
        else:
            extra = {name: value for name, value in noun.extra.items() if name not in STORES_OWN}
            drafts.append(CardDraft(replace(noun, id="", extra=extra), number, noun.id))
    others = {table: tuple(held) for table, held in tables.items() if held}
    return Batch("json", tuple(drafts), documents=others, refused=tuple(refused))


def _read(document: Any) -> tuple[str, Any, Document]:
    if not isinstance(document, dict):
        raise ValueError("it is no document")
    identifier = str(document.get("id", ""))
    known = PREFIXES.get(identifier[:4])
    if known is None or not identifier.replace("_", "").isalnum() or not identifier.isascii() or len(identifier) > 60:
        raise ValueError("it has no id of a card, an interaction or a promise")
    table, kind = known
    safe = safe_fields(document)
    preferences = safe.get("preferences")
    if kind is Customer and isinstance(preferences, dict):
        told = {key: with_safe_stance(wish) if isinstance(wish, dict) else wish for key, wish in preferences.items()}
        safe = {**safe, "preferences": told}
    noun = from_document(kind, safe)
    if isinstance(noun, Customer) and not noun.name.strip():
        raise ValueError("the card has no name")
    return table, noun, safe
