"""The commands of the command line, and the page that lists them."""

from deskapp.commands import every

COMMANDS = tuple(command for command in every.COMMANDS if command.name)
BY_NAME = every.BY_NAME
STATUSES = (
    "Exit status: 0 done, 1 not found or refused, 2 wrong usage, 3 the book is damaged, 4 the book is in use (nothing",
    "was done), 5 the open desk took it over and has not confirmed it yet: `deskapp confirmed NUMBER` tells later.",
)


def overview() -> str:
    """The page of `deskapp --help`."""
    width = max(map(len, BY_NAME)) + 2
    lines = [f"  {command.name:<{width}}{command.help}" for command in COMMANDS]
    return "\n".join(
        [
            "usage: deskapp [--data DIR] [--staff NAME] [COMMAND] [--help] [--version]",
            "",
            "The front desk's own program. Without a command it opens the desk.",
            "",
            *lines,
            "",
            "`deskapp COMMAND --help` shows what a command takes.",
            "",
            *STATUSES,
        ]
    )
