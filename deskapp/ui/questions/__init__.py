"""The questions that the entry panel asks: each joins a verb to its fields, without knowing any screen.

The modules load when the first question of theirs is asked: the first frame needs none of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deskapp.ui.questions import boundary as boundary
    from deskapp.ui.questions import card as card
    from deskapp.ui.questions import cards_alike as cards_alike
    from deskapp.ui.questions import checklists as checklists
    from deskapp.ui.questions import choosing as choosing
    from deskapp.ui.questions import crisis as crisis
    from deskapp.ui.questions import declared as declared
    from deskapp.ui.questions import entries as entries
    from deskapp.ui.questions import faq as faq
    from deskapp.ui.questions import files as files
    from deskapp.ui.questions import leaving as leaving
    from deskapp.ui.questions import playbook as playbook
    from deskapp.ui.questions import preferences as preferences
    from deskapp.ui.questions import privacy as privacy
    from deskapp.ui.questions import reply as reply
    from deskapp.ui.questions import reports as reports
    from deskapp.ui.questions import settings as settings
    from deskapp.ui.questions import shift as shift
    from deskapp.ui.questions import transfer as transfer
    from deskapp.ui.questions import typed as typed
    from deskapp.ui.questions import visit_lines as visit_lines
    from deskapp.ui.questions import who as who


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(name)
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        raise AttributeError(name) from error
