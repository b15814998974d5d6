"""What Textual 8.2 does again for every message, widget and app is done once for all of a run's tests.

Each function answers as the one it stands for, and hands on to that one whatever is not the plain case. Together they
are a tenth of the time of the tests of the screen.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import FunctionType
from typing import Any

import pytest
from rich.console import RenderableType
from textual import _callback
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.css import match as matching
from textual.css import query, stylesheet
from textual.css.model import CombinatorType, RuleSet, Selector, SelectorSet
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.geometry import Region
from textual.message import Message
from textual.message_pump import MessagePump
from textual.reactive import Reactive
from textual.screen import Screen

Handler = tuple[type, Callable[..., Any]]

_check_selectors = matching._check_selectors
_dispatch_methods = MessagePump._get_dispatch_methods
_parse_rules = Stylesheet._parse_rules
_value_of = Reactive.__get__
_count_parameters = _callback._count_parameters
_render_update = Compositor.render_update
_parsed: dict[Any, list[RuleSet]] = {}
_handlers: dict[tuple[type, str, type[Message]], tuple[Handler, ...] | None] = {}


def parse_once(sheet: Stylesheet, css: str, *place: Any, **more: Any) -> list[RuleSet]:
    """Each style sheet is parsed once for all apps with the same colours: 20 ms of each start.

    Textual only reads parsed rules, and keeps them itself in the same way while one app runs.
    """
    key = (css, place, tuple(more.items()), tuple(sheet._variables.items()))
    if key not in _parsed:
        _parsed[key] = _parse_rules(sheet, css, *place, **more)
    return _parsed[key]


def _may_match(selectors: Sequence[Selector], node: DOMNode) -> bool:
    """Whether the last selector, the one that is about the node itself, fits: all others are only asked then."""
    return selectors[-1].check(node)


def _is_alone(selectors: Sequence[Selector]) -> bool:
    return len(selectors) == 1 and selectors[0].combinator == CombinatorType.DESCENDENT


def check_selectors(selectors: list[Selector], path: list[DOMNode]) -> bool:
    """Whether selectors fit the last node of a path."""
    return _may_match(selectors, path[-1]) and (_is_alone(selectors) or _check_selectors(selectors, path))


def match(selector_sets: Iterable[SelectorSet], node: DOMNode) -> bool:
    """Whether any of the sets fits a node; the way to it is walked only where a set names more than the node."""
    for one in selector_sets:
        selectors = one.selectors
        if _may_match(selectors, node) and (_is_alone(selectors) or _check_selectors(selectors, node.css_path_nodes)):
            return True
    return False


def dispatch_methods(pump: MessagePump, name: str, message: Message) -> Iterator[tuple[type, Callable[..., Any]]]:
    """The handlers of a message, looked up once for each class of pump and of message.

    Where a handler names a widget, or the message is kept from going on, Textual looks itself.
    """
    kind = type(pump)
    key = (kind, name, type(message))
    if key not in _handlers:
        _handlers[key] = _handlers_of(kind, name, type(message))
    handlers = _handlers[key]
    if handlers is None:
        yield from _dispatch_methods(pump, name, message)
        return
    for owner, function in handlers:
        if message._no_default_action:
            return
        yield owner, function.__get__(pump, owner)


def _handlers_of(kind: type, name: str, message: type[Message]) -> tuple[Handler, ...] | None:
    """The classes of a pump with a handler for a message, in order; `None` if that hangs on the message itself."""
    found: list[Handler] = []
    for owner in kind.__mro__:
        decorated = owner.__dict__.get("_decorated_handlers") or {}
        if any(decorated.get(base) for base in message.__mro__):
            return None
        method = owner.__dict__.get(f"_{name}") or owner.__dict__.get(name)
        if method is not None and not getattr(method, "_textual_on", None):
            found.append((owner, method))
    return tuple(found)


def render_update(
    compositor: Compositor, full: bool = False, screen_stack: list[Screen[Any]] | None = None, simplify: bool = False
) -> RenderableType | None:
    """What has to be painted again is rendered by its widgets, but put together only where somebody looks at it.

    An app without a terminal shows nobody the update that Textual makes of all these lines.
    """
    if full or simplify:
        return _render_update(compositor, full, screen_stack, simplify)
    regions, screen = compositor._dirty_regions.copy(), compositor.size.region
    compositor._dirty_regions.clear()
    visible_screen_stack.set(screen_stack or [])
    if regions:
        crop = screen if screen in regions else Region.from_union(regions).intersection(screen)
        for _ in compositor._get_renders(crop):
            pass
    return None


def value_of(reactive: Reactive[Any], node: Any, kind: type) -> Any:
    """The value of a reactive that is kept on its node and worked out from no other."""
    if node is not None and not hasattr(kind, reactive.compute_name):
        value = node.__dict__.get(reactive.internal_name, node)
        if value is not node:
            return value
    return _value_of(reactive, node, kind)


def count_parameters(function: Callable[..., Any]) -> int:
    """How many parameters a function has, by its code where no decorator tells another story."""
    if type(function) is not FunctionType or hasattr(function, "__wrapped__"):
        return _count_parameters(function)
    code = function.__code__
    more = bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    return code.co_argcount + code.co_kwonlyargcount + more


def begin(patch: pytest.MonkeyPatch) -> None:
    """From now on, until the patch is undone."""
    patch.setattr(Stylesheet, "_parse_rules", parse_once)
    patch.setattr(stylesheet, "_check_selectors", check_selectors)
    patch.setattr(query, "match", match)
    patch.setattr(Compositor, "render_update", render_update)
    patch.setattr(Reactive, "__get__", value_of)
    patch.setattr(_callback, "_count_parameters", count_parameters)
    patch.setattr(MessagePump, "_get_dispatch_methods", dispatch_methods)
