"""Replies: templates with placeholders, so that an answer is personal and yet the same from everybody (practice E2)."""

from deskapp.model.frozen import dataclass
from deskapp.model.placeholder import placeholders

PLACEHOLDERS = ("customer", "address", "promise", "due", "staff", "desk", "reason")
CHANNELS = ("call", "e-mail", "letter", "chat", "counter")


@dataclass(frozen=True, slots=True)
class Reply:
    """One template. No channels means any; `subject` is the subject line of a mail or a letter."""

    id: str
    title: str
    text: str
    subject: str = ""
    channels: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    practice: str = ""

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What has to be known before it can be sent, in the order of the text."""
        return placeholders(f"{self.subject}\n{self.text}")

    def fits(self, channel: str) -> bool:
        """Whether it is made for a channel; an unknown channel ("") takes any."""
        return not channel or not self.channels or channel in self.channels
