"""The folder of the book: what was asked for, else beside a checkout, else the user's own data folder.

Without pathlib, which takes 9 ms to load: a phone that rings comes through here (see `desk_request`).
"""

import os

VARIABLE = "DESKAPP_DATA"


def folder(asked: str = "") -> tuple[str, str]:
    """Its path, and what decided on it: `--data`, `DESKAPP_DATA`, a checkout (a stick carries its data), the user."""
    if asked:
        return _absolute(asked), "--data"
    if named := os.environ.get(VARIABLE):
        return _absolute(named), VARIABLE
    checkout = os.path.realpath(__file__)
    for _ in range(3):
        checkout = os.path.dirname(checkout)  # noqa: PTH120
    if os.path.isfile(os.path.join(checkout, "pyproject.toml")):  # noqa: PTH113, PTH118
        return os.path.join(checkout, "data"), "checkout"  # noqa: PTH118
    import platformdirs

    return os.path.join(platformdirs.user_data_dir("deskapp", appauthor=False), "book"), "user"  # noqa: PTH118


def _absolute(text: str) -> str:
    return os.path.abspath(os.path.expanduser(text))  # noqa: PTH100, PTH111 - resolve() would follow a link to the book
