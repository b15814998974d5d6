"""A desk that looks on at a book: it follows whoever writes there, and may write itself once that desk has left."""

from deskapp import slots
from deskapp.desk.session import Session
from deskapp.errors import DeskError
from deskapp.store.engine.lock import FREE, HELD, SHUT, in_use
from deskapp.ui.frame.base_screen import BaseScreen
from deskapp.ui.type_ahead import Part

LOOKED_AT_EVERY = 0.5
WRITE_HERE = -2
"""What the screen gives where the book is to be opened anew, to write in."""
TOLD = {
    HELD: "You look on: what the other desk does shows here, and nothing can be changed.",
    FREE: f"The other desk has left, and nothing can be changed yet. {slots.press('write_here')} to write here.",
    SHUT: "You look on: the book can't be written to from here, so nothing can be changed.",
}


class LookingOn(Part):
    """An app whose book may be open to look on only."""

    desk: Session

    def __init__(self) -> None:
        super().__init__()
        self._standing = ""
        self._is_faulty = False

    def look_on(self) -> None:
        """Follow the book from now on."""
        self._follow()
        self.set_interval(LOOKED_AT_EVERY, self._follow)

    def _follow(self) -> None:
        """Show what was written since, and tell once who may write when that has changed."""
        was_faulty, self._is_faulty = self._is_faulty, False
        try:
            self.desk.book.refresh()
        except (DeskError, OSError) as error:  # files change hands while they are read: looked at again soon
            self._is_faulty = True
            if not was_faulty and isinstance(error, DeskError):
                self._tell(str(error))
        standing = self.desk.book.standing
        if standing != self._standing and self._tell(self._told(standing), bad=standing == FREE):
            self._standing = standing

    def _told(self, standing: str) -> str:
        """Why nothing can be changed, and what to do about it."""
        why = self.desk.book.engine.why_not
        return f"You look on. {why}" if why and standing != HELD else TOLD[standing]

    def _tell(self, sentence: str, *, bad: bool = True) -> bool:
        """Tell it on the screen on top; whether that can tell anything now."""
        if not isinstance(self.front, BaseScreen) or not self.front.is_built:
            return False
        self.front.say(sentence, bad=bad)
        self.front.refresh_panes()
        return True

    def do_read_notice(self) -> None:
        """The oldest notice of the book has been read; the next one takes its row."""
        notices = self.desk.book.notices
        if not notices.unread:
            self._tell("You have read all there is about the book.", bad=False)
            return
        notices.mark_read(notices.unread[0])
        if isinstance(self.screen, BaseScreen) and self.screen.is_built:
            self.screen.refresh_panes()

    def do_write_here(self) -> None:
        """Open the book anew, to write in it, where nobody else does."""
        book = self.desk.book
        if not book.read_only:
            self._tell("You write here already.", bad=False)
        elif book.standing == FREE:
            self.exit(WRITE_HERE)
        else:
            self._tell(self._told(SHUT) if book.standing == SHUT else str(in_use(book.path)))
