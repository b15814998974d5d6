"""Threads that remember nothing of the work they did.

Textual 8.2.8 tells a thread which worker runs in it by a context variable, and never takes that back: each thread that
waits for more work holds its last worker, and with it the screen that began it, long after that was closed (not told
upstream yet). Here each piece of work runs in a context of its own.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.thread import ThreadPoolExecutor
from contextvars import Context
from typing import Any


class ForgetfulThreads(ThreadPoolExecutor):
    """A pool whose threads hold nothing between one piece of work and the next."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Run a function in a thread, in a context that ends with it."""
        return super().submit(Context().run, fn, *args, **kwargs)


def use_forgetful_threads() -> None:
    """Have the running loop do its work beside the screen so. No thread is started yet."""
    asyncio.get_running_loop().set_default_executor(ForgetfulThreads(thread_name_prefix="work"))
