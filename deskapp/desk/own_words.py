"""The shop's own words over the shipped ones: their machinery is loaded only where there are some."""

from deskapp.desk.session import Desk
from deskapp.playbook import loader


def use(desk: Desk) -> None:
    """Use the shop's edits of the playbook from now on, or the shipped words alone where it has none."""
    if not desk.book.count("playbook"):
        loader.use_shipped()
        return
    from deskapp.desk import playbook_edits

    playbook_edits.use(desk)
