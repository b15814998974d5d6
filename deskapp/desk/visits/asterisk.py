"""Asterisk's manager interface (AMI): its messages out of bytes, and what they tell of the calls at this desk."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import Literal

from deskapp.desk.visits.ring import Caller, read_caller
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model.frozen import dataclass

LONGEST_MESSAGE, LONGEST_VALUE = 256 * 1024, 500
"""Bytes of one message, and letters of what it says in one line."""
REMEMBERED, MOST_PHONES = 512, 64
ANSWERED = "ANSWER"
EventKind = Literal["rings", "answered", "elsewhere", "hung up"]
Message = Mapping[str, str]


class Reader:
    """Takes bytes as they come from the socket, and gives the messages that are whole. Names are in small letters.

    However much comes without an end, no more than `LONGEST_MESSAGE` of it is kept.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._fields: dict[str, str] = {}
        self._size = 0

    def feed(self, data: bytes) -> Iterator[Message]:
        """The messages that these bytes complete. Raises RefusedError for what is no manager interface."""
        lines = (self._rest + data).split(b"\n")
        self._rest = lines.pop()
        for line in lines:
            text = line.rstrip(b"\r").decode("utf-8", "replace")
            if text:
                self._keep(line)
                name, colon, value = text.partition(":")
                if colon:
                    self._fields[name.strip().lower()] = value.strip()[:LONGEST_VALUE]
                continue
            message, self._fields, self._size = self._fields, {}, 0
            if message:
                yield message
        self._keep(self._rest, ended=False)

    def _keep(self, line: bytes, *, ended: bool = True) -> None:
        """Count a line of a message that is not whole yet."""
        size = self._size + len(line)
        if size > LONGEST_MESSAGE:
            raise RefusedError(
                said("What answers there is no Asterisk manager interface."), said("Check the host and the port.")
            )
        self._size = size if ended else self._size


@dataclass(frozen=True, slots=True)
class PhoneEvent:
    """What the phone system tells of a call at this desk."""

    kind: EventKind
    caller: Caller


class _Line:
    """One call that rang here: on which phones it rings now, and how far it has come."""

    __slots__ = ("caller", "phones", "state")

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.phones: set[str] = set()
        self.state: Literal["ringing", "stopped", "answered", "gone"] = "ringing"


class Rings:
    """Follows the calls that ring here, each once however many phones ring. `extension` is the desk's, "" for any."""

    def __init__(self, extension: str = "") -> None:
        self._extension = extension
        self._lines: OrderedDict[str, _Line] = OrderedDict()

    def event(self, message: Message) -> PhoneEvent | None:
        """What a message tells of a call at this desk, if it tells anything new."""
        name, part = message.get("event", "").lower(), message.get("subevent", "").lower()
        tells = {"dialbegin": self._begins, "dialend": self._stops, "hangup": self._hangs_up}
        tell = tells.get(f"dial{part}" if name == "dial" else name)
        return tell(message) if tell else None

    def _begins(self, message: Message) -> PhoneEvent | None:
        """A phone begins to ring: for a new call, one whose other phones have stopped, or one that is transferred."""
        number = message.get("calleridnum", "")
        if not self._is_for_us(message) or (self._extension and number == self._extension):
            return None
        caller = read_caller(number, message.get("calleridname", ""), _id_of(message))
        key = caller.call or caller.number
        line = self._lines.get(key)
        # Without an extension every phone is the desk's own, and what they pass to each other is with the desk already.
        is_transferred = line is not None and line.state == "answered" and bool(self._extension)
        if line is not None and line.state != "stopped" and not is_transferred:
            if len(line.phones) < MOST_PHONES:
                line.phones.add(_phone(message))
            return None
        line = line or _Line(caller)
        if key:  # a call that has neither an id nor a number can't be told from the next
            self._remember(key, line)
        line.phones, line.state = {_phone(message)}, "ringing"
        return PhoneEvent("rings", line.caller)

    def _remember(self, key: str, line: _Line) -> None:
        self._lines.setdefault(key, line)
        while len(self._lines) > REMEMBERED:
            self._lines.popitem(last=False)

    def _stops(self, message: Message) -> PhoneEvent | None:
        """A phone stops ringing: it was answered, or nobody took it."""
        line = self._lines.get(_id_of(message))
        if line is None or line.state in ("answered", "gone"):
            return None
        is_ours = self._is_for_us(message)
        if message.get("dialstatus", "").upper() == ANSWERED:
            line.state = "answered"
            return PhoneEvent("answered" if is_ours else "elsewhere", line.caller)
        line.phones.discard(_phone(message))
        if not is_ours or line.state == "stopped" or (line.phones and _phone(message)):
            return None
        line.state = "stopped"
        return PhoneEvent("hung up", line.caller)

    def _hangs_up(self, message: Message) -> PhoneEvent | None:
        """The caller's own channel is gone; those of phones that rang say nothing of the caller."""
        line = self._lines.get(message.get("uniqueid", ""))
        if line is None or line.state == "gone":
            return None
        was_told, line.state = line.state == "stopped", "gone"
        return None if was_told else PhoneEvent("hung up", line.caller)

    def _is_for_us(self, message: Message) -> bool:
        if not self._extension:
            return True
        channel = _phone(message)
        device = channel.rpartition("-")[0].rpartition("/")[2]
        return self._extension in (device.partition("@")[0], message.get("destexten", ""), channel)


def _id_of(message: Message) -> str:
    return message.get("linkedid") or message.get("uniqueid", "")


def _phone(message: Message) -> str:
    return message.get("destchannel") or message.get("destination", "")


def action(name: str, **fields: str) -> bytes:
    """A request to the manager interface. Raises RefusedError for a value that would be more than one line."""
    lines = [f"Action: {name}", *(f"{key}: {value}" for key, value in fields.items())]
    if any("\r" in line or "\n" in line for line in lines):
        raise RefusedError(said("The user or the password holds a line break."), said("Write it on one line."))
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
