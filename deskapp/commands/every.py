"""Every command of the desk, in the order in which overviews show them."""

from deskapp.commands.answers import ANSWERS
from deskapp.commands.book import BOOK
from deskapp.commands.cards import CARDS
from deskapp.commands.declared import Command
from deskapp.commands.places import PLACES
from deskapp.commands.promises import PROMISES
from deskapp.commands.reports import REPORTS
from deskapp.commands.shifts import SHIFTS
from deskapp.commands.upset import UPSET
from deskapp.commands.visits import VISITS

COMMANDS: tuple[Command, ...] = (
    *VISITS, *PROMISES, *CARDS, *ANSWERS, *UPSET, *REPORTS, *SHIFTS, *BOOK, *PLACES
)  # fmt: skip
BY_ID = {command.id: command for command in COMMANDS}
NAMED = tuple(command for command in COMMANDS if command.name)
BY_NAME = {name: command for command in NAMED for name in (command.name, *command.aliases)}
"""The commands of the command line, and by name and alias."""
