"""Asterisk's manager interface (AMI): its messages out of bytes, and which of them mean that somebody rings here."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping

from deskapp.desk.ring import Caller, read_caller
from deskapp.errors import RefusedError

LONGEST_MESSAGE = 256 * 1024
REMEMBERED = 512
Message = Mapping[str, str]


class Reader:
    """Takes bytes as they come from the socket, and gives the messages that are whole. Names are in small letters."""

    def __init__(self) -> None:
        self._rest = b""
        self._fields: dict[str, str] = {}

    def feed(self, data: bytes) -> Iterator[Message]:
        """The messages that these bytes complete. Raises RefusedError for what is no manager interface."""
        lines = (self._rest + data).split(b"\n")
        self._rest = lines.pop()
        if len(self._rest) > LONGEST_MESSAGE or len(self._fields) > LONGEST_MESSAGE // 64:
            raise RefusedError("What answers there is no Asterisk manager interface.", "Check the host and the port.")
        for line in lines:
            text = line.rstrip(b"\r").decode("utf-8", "replace")
            if text:
                name, colon, value = text.partition(":")
                if colon:
                    self._fields[name.strip().lower()] = value.strip()
            elif self._fields:
                message, self._fields = self._fields, {}
                yield message


class Rings:
    """Which messages are a phone that begins to ring, each call once. `extension` is the desk's own, "" for any."""

    def __init__(self, extension: str = "") -> None:
        self._extension = extension
        self._seen: OrderedDict[str, None] = OrderedDict()

    def caller(self, message: Message) -> Caller | None:
        """Who rings by this message, if it is one that says so."""
        event = message.get("event", "").lower()
        begins = event == "dialbegin" or (event == "dial" and message.get("subevent", "").lower() == "begin")
        if not begins or not self._is_for_us(message):
            return None
        number = message.get("calleridnum", "")
        if self._extension and number == self._extension:
            return None
        call = message.get("linkedid") or message.get("uniqueid") or number
        if call in self._seen:
            return None
        self._seen[call] = None
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return read_caller(number, message.get("calleridname", ""))

    def _is_for_us(self, message: Message) -> bool:
        if not self._extension:
            return True
        channel = message.get("destchannel") or message.get("destination", "")
        device = channel.rpartition("-")[0].rpartition("/")[2]
        return self._extension in (device.partition("@")[0], message.get("destexten", ""), channel)


def action(name: str, **fields: str) -> bytes:
    """A request to the manager interface. Raises RefusedError for a value that would be more than one line."""
    lines = [f"Action: {name}", *(f"{key}: {value}" for key, value in fields.items())]
    if any("\r" in line or "\n" in line for line in lines):
        raise RefusedError("The user or the password holds a line break.", "Write it on one line.")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
