"""The shop's own words over the shipped ones: their machinery is loaded only where there are some."""

from deskapp.desk.session import Session
from deskapp.words import loader


def use(desk: Session) -> None:
    """Use the shop's edits of the playbook from now on, or the shipped words alone where it has none."""
    if not desk.book.count("playbook"):
        loader.use_shipped()
        return
    from deskapp.desk.words import edits

    edits.use(desk)
