"""The questions that the entry panel asks: each joins a verb to its fields, without knowing any screen.

The modules load when the first question of theirs is asked: the first frame needs none of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deskapp.ui.asks import allergy as allergy
    from deskapp.ui.asks import answers as answers
    from deskapp.ui.asks import boundary as boundary
    from deskapp.ui.asks import card as card
    from deskapp.ui.asks import declared as declared
    from deskapp.ui.asks import entries as entries
    from deskapp.ui.asks import export as export
    from deskapp.ui.asks import faq as faq
    from deskapp.ui.asks import files as files
    from deskapp.ui.asks import leaving as leaving
    from deskapp.ui.asks import lessons as lessons
    from deskapp.ui.asks import lines as lines
    from deskapp.ui.asks import merging as merging
    from deskapp.ui.asks import new_card as new_card
    from deskapp.ui.asks import privacy as privacy
    from deskapp.ui.asks import promise as promise
    from deskapp.ui.asks import reply as reply
    from deskapp.ui.asks import resolution as resolution
    from deskapp.ui.asks import ring_back as ring_back
    from deskapp.ui.asks import tastes as tastes
    from deskapp.ui.asks import transfer as transfer
    from deskapp.ui.asks import who as who


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(name)
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        raise AttributeError(name) from error
