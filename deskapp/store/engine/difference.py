"""What one change did to a document, field by field (one level deep in map fields), and how to take it back."""

from typing import Any, NamedTuple

from deskapp.store.engine.codec import Document

META = frozenset({"id", "schema", "rev", "updated_at", "updated_by", "desk", "stamps"})
HALF_TYPED = frozenset({"drafts", "called"})
"""Fields that hold what somebody may be typing: what stands there since is neither in the way of undo nor changed."""
DRAFTS = frozenset({"drafts"})
"""Those of them whose words undo does not bring back."""
Value = list[Any]
"""A value that may be missing: `[value]`, or `[]`."""


class Edit(NamedTuple):
    """One thing that changed. An empty path is the whole document; `keys` is a map's order where a key was removed."""

    table: str
    id: str
    path: list[str]
    before: Value
    after: Value
    keys: list[str]

    def turned(self) -> "Edit":
        """The edit that goes the other way."""
        return self._replace(before=self.after, after=self.before)


class TrampledError(Exception):
    """Going on would overwrite what somebody changed since; `field` says where (empty: the whole document)."""

    def __init__(self, edit: Edit, field: str) -> None:
        super().__init__(field)
        self.edit, self.field = edit, field


def body(document: Document | None) -> Document | None:
    """A document without what the store adds to it."""
    return None if document is None else {name: value for name, value in document.items() if name not in META}


def changed_fields(old: Document, new: Document) -> list[str]:
    """The top-level fields that differ."""
    names = [name for name in old if name not in META and (name not in new or old[name] != new[name])]
    return names + [name for name in new if name not in old and name not in META]


def edits_between(table: str, identifier: str, old: Document | None, new: Document | None) -> list[Edit]:
    """What leads from one document to another."""
    if old is None or new is None:
        before, after = body(old), body(new)
        if before is None and after is None:
            return []
        return [Edit(table, identifier, [], [] if before is None else [before], [] if after is None else [after], [])]
    edits: list[Edit] = []
    for name in changed_fields(old, new):
        was, now = _value(old, name), _value(new, name)
        if was and now and isinstance(was[0], dict) and isinstance(now[0], dict):
            edits += _edits_inside(table, identifier, name, was[0], now[0])
        else:
            edits.append(Edit(table, identifier, [name], was, now, []))
    return edits


def lasting(edits: list[Edit]) -> list[Edit]:
    """The edits that undo goes by: all but those of fields that hold half a sentence."""
    return [edit for edit in edits if not (edit.path and edit.path[0] in DRAFTS)]


def _edits_inside(table: str, identifier: str, name: str, was: Document, now: Document) -> list[Edit]:
    order = list(was) if was.keys() - now.keys() else []
    keys = [key for key in was if key not in now or was[key] != now[key]]
    keys += [key for key in now if key not in was]
    return [Edit(table, identifier, [name, key], _value(was, key), _value(now, key), order) for key in keys]


def taken_back(document: Document | None, edits: list[Edit], *, careful: bool = True) -> Document | None:
    """The document before the edits. Raises TrampledError where it no longer is what the edits made of it."""
    for edit in reversed(edits):
        if not edit.path:
            document = _take_back_whole(document, edit, careful)
            continue
        if document is None:
            raise TrampledError(edit, "")
        document = _take_back_field(document, edit, careful)
    return document


def _take_back_whole(document: Document | None, edit: Edit, careful: bool) -> Document | None:
    after = edit.after[0] if edit.after else None
    now = body(document)
    if careful and now != after:
        if now is None or after is None:
            raise TrampledError(edit, "")
        fields = [name for name in changed_fields(after, now) if name not in HALF_TYPED]
        if fields:
            raise TrampledError(edit, fields[0])
    return {"id": edit.id, **edit.before[0]} if edit.before else None


def _take_back_field(document: Document, edit: Edit, careful: bool) -> Document:
    name = edit.path[0]
    result = dict(document)
    holder, last = result, name
    if len(edit.path) > 1:
        inner = result.get(name)
        if not isinstance(inner, dict):
            raise TrampledError(edit, name)
        holder, last = dict(inner), edit.path[1]
    if careful and _value(holder, last) != edit.after:
        if name in HALF_TYPED:
            return document
        raise TrampledError(edit, name)
    if edit.before:
        holder[last] = edit.before[0]
    else:
        holder.pop(last, None)
    if len(edit.path) > 1:
        result[name] = _in_order(holder, edit.keys)
    return result


def _in_order(holder: Document, keys: list[str]) -> Document:
    if not keys:
        return holder
    rank = {key: place for place, key in enumerate(keys)}
    return dict(sorted(holder.items(), key=lambda item: rank.get(item[0], len(keys))))


def _value(document: Document, name: str) -> Value:
    return [document[name]] if name in document else []
