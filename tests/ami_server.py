"""A scripted Asterisk manager: it greets, takes a login, and sends what it is told to."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

BANNER = b"Asterisk Call Manager/9.0.0\r\n"


def dial_begin(number: str, name: str = "<unknown>", *, call: str = "1.1", device: str = "PJSIP/204-00000001") -> bytes:
    """The event of a phone that begins to ring."""
    fields = {
        "Event": "DialBegin", "Privilege": "call,all", "Channel": "PJSIP/trunk-00000000", "CallerIDNum": number,
        "CallerIDName": name, "Linkedid": call, "Uniqueid": call, "DestChannel": device, "DialString": "204",
    }  # fmt: skip
    return "".join(f"{key}: {value}\r\n" for key, value in fields.items()).encode() + b"\r\n"


def dial_end(status: str, device: str = "PJSIP/204-00000001", *, call: str = "1.1") -> bytes:
    """The event of a phone that stops ringing."""
    return _event(Event="DialEnd", Linkedid=call, Uniqueid=call, DestChannel=device, DialStatus=status)


def hangup(channel: str, *, linked: str = "") -> bytes:
    """The event of a channel that is gone, by its unique id."""
    return _event(Event="Hangup", Uniqueid=channel, Linkedid=linked or channel, Cause="16")


def _event(**fields: str) -> bytes:
    return "".join(f"{key}: {value}\r\n" for key, value in fields.items()).encode() + b"\r\n"


class AmiServer:
    """Listens on a free port of this machine; `send` goes to whoever is logged in."""

    def __init__(self, password: str = "secret") -> None:
        self.password = password
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.logged_in = threading.Semaphore(0)
        self.pings = 0
        self._line: socket.socket | None = None
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.sendall(BANNER)
            threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        with line, line.makefile("rb") as lines:
            fields: dict[str, str] = {}
            for raw in lines:
                text = raw.decode().strip()
                if text:
                    name, _, value = text.partition(":")
                    fields[name.lower()] = value.strip()
                    continue
                self._answer(line, fields)
                fields = {}

    def _answer(self, line: socket.socket, fields: dict[str, str]) -> None:
        number = fields.get("actionid", "")
        if fields.get("action") == "Ping":
            self.pings += 1
        good = fields.get("action") != "Login" or fields.get("secret") == self.password
        said = "Success" if good else "Error"
        line.sendall(f"Response: {said}\r\nActionID: {number}\r\n\r\n".encode())
        if good and fields.get("action") == "Login":
            self._line = line
            self.logged_in.release()

    def send(self, data: bytes) -> None:
        assert self._line is not None
        self._line.sendall(data)

    def hang_up(self) -> None:
        assert self._line is not None
        self._line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._listening.close()


@contextmanager
def ami_server() -> Iterator[AmiServer]:
    server = AmiServer()
    try:
        yield server
    finally:
        server.close()
