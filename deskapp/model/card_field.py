"""What is declared of a field of a card."""

from deskapp.model.frozen import dataclass

KEPT = "It is kept as you type."


@dataclass(frozen=True, slots=True)
class Column:
    """A column of tables that cards are read from: `target` is what its cells are.

    `headers` are the words over it in anybody's table, in small letters with commas between; `written` is its header in
    our own tables, "" where they have none; `offered` is what a person chooses who says what a column is, "" where it
    isn't on that list, and `first` where it stands there among what most tables have.
    """

    target: str
    headers: str = ""
    written: str = ""
    offered: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class CardField:
    """One field of `Customer`: what it is called, how it is asked for, where it shows, and what becomes of it.

    `kind`: `text` one line, `name` one that is never empty, `day` a date or what was written for one, `lines` text of
    several lines, `choice` a word of ours, `plan`, `entries` several under short keys, `instant`, `id`, or `own`, which
    only its own code reads. `entry` names the texts of an entry, the one that is shown first.
    `label` stands before it on the card's own screen, where a field without one has no row; `hint` and `example` are
    what its question says; `called` is its name in a sentence (the label, if none), a plural where it is `several`.
    `pane`, `spoken`, `table` and `sheet` give its place in the card's pane, in what `deskapp card` says, in our CSV
    files and in printed lists: the lowest first, then as declared here, 0 nowhere. `pane_label` and `said` are its
    labels in the first two where it has another one there, `shown` is what of a `Customer` stands there instead of the
    field alone; `joins` is the field in whose line it stands there, instead of in one of its own.
    `vcard` are the properties that it is read from; it is written as the first one.
    `merges`, when two cards become one: `one` of the two, `each` entry once, `lines` of both, the `earliest`, `either`
    that is there without asking, `with` the field it belongs to, or `not`.
    `searched` is where the search looks for it: in the `name`, on the `card`, in the `notes`, among the `numbers`.
    `identifies` says how it tells who somebody is, for whoever erases them: by `name`, as a way to `reach` them, by
    `place`, as an `address` they are spoken to by, by a `day`, or only by rare `words`; `ours` is a word of the
    program's own where it looks like one.
    """

    name: str
    kind: str = "text"
    label: str = ""
    hint: str = KEPT
    example: str = ""
    called: str = ""
    several: bool = False
    entry: tuple[str, ...] = ()
    pane: int = 4
    spoken: int = 3
    table: int = 7
    sheet: int = 0
    pane_label: str = ""
    said: str = ""
    shown: str = ""
    joins: str = ""
    columns: tuple[Column, ...] = ()
    vcard: tuple[str, ...] = ()
    merges: str = "one"
    searched: str = ""
    identifies: str = "words"
    may_tell_allergy: bool = False

    @property
    def spoken_of(self) -> str:
        """What it is called in a sentence; "" for one that is only spoken of with the whole card."""
        return self.called or self.label.lower()

    @property
    def shown_as(self) -> str:
        """The name of what is shown of a `Customer` for it."""
        return self.shown or self.name
