"""Run the draws of an experiment in tasks: seed blocks of a fixed size, any executor, results in order.

Each seed block has its own child seed, so what is drawn does not depend on where, when or together with which others
it is drawn. Tasks are small: what varies and where the seeds start; what they return is added up.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.arguments import is_whole, usable_cores
from intlindex.analyses.progress import Bar
from intlindex.analyses.seeds import Seed
from intlindex.analyses.uncertainty.experiment import Experiment
from intlindex.errors import IntlindexError, Problem, problem
from intlindex.sentences import say

__all__ = [
    "BLOCK",
    "MOST_DRAWS",
    "Span",
    "Task",
    "check_run",
    "check_tasks",
    "run",
    "run_tasks",
    "threads",
]

BLOCK = 2048
"""Draws of one seed block; part of what a seed means, so it never changes."""

MOST_DRAWS = 10**10

MOST_BLOCKS = 32
"""Blocks of a task, unless the caller sets another number: some 65,000 draws, worth sending to a cluster."""

MOST_IN_ONE_TASK = 1 << 21
"""Scores above which a run of few blocks is shared between all cores."""

WAITING = 64
"""Tasks that are submitted at once, so that a long run does not fill the memory with them."""

Made = TypeVar("Made")
Some = TypeVar("Some", bound="Task")


class Task(Protocol):
    """Part of a run; as text, its name in the error where it is lost."""

    @property
    def size(self) -> int:
        """How many draws it has."""
        ...


@dataclass(frozen=True)
class Span:
    """Some seed blocks of a run."""

    seed: Seed
    first: int
    """The first block."""
    draws: int
    """Draws of the whole run, which may end within the last block."""
    blocks: int
    """How many blocks."""
    part: tuple[int, int] = (0, 1)
    """Which of how many parts of each block, where one block is too much for one task."""

    @classmethod
    def whole(cls, seed: Seed, draws: int) -> Span:
        """Return all blocks of a run."""
        return cls(seed, 0, draws, -(-draws // BLOCK))

    @property
    def counts(self) -> list[int]:
        """How many draws of each block are part of the run."""
        return [window.stop - window.start for window in self._windows]

    @property
    def _windows(self) -> list[slice]:
        """Which draws of each block are part of it."""
        starts = range(self.first * BLOCK, (self.first + self.blocks) * BLOCK, BLOCK)
        lengths = [min(BLOCK, self.draws - start) for start in starts]
        at, of = self.part
        return [slice(length * at // of, length * (at + 1) // of) for length in lengths]

    @property
    def size(self) -> int:
        """How many draws."""
        return sum(self.counts)

    def values(self, experiment: Experiment) -> tuple[list[NDArray[np.generic]], int]:
        """Draw what each factor is, ``(..., draws)``, and count the draws."""
        drawn = []
        for block, window in enumerate(self._windows, start=self.first):
            rng = self.seed.generator(block)
            drawn.append([factor.draw(rng, BLOCK)[..., window] for factor in experiment.factors])
        values = [each[0] if len(each) == 1 else np.concatenate(each, axis=-1) for each in zip(*drawn, strict=True)]
        return values, self.size

    def groups(self, most: int) -> Iterator[Span]:
        """Split it into spans of at most some blocks."""
        for start in range(self.first, self.first + self.blocks, most):
            yield replace(self, first=start, blocks=min(most, self.first + self.blocks - start))

    def parts(self, count: int) -> Iterator[Span]:
        """Split each of its blocks into parts."""
        for at in range(count):
            yield replace(self, part=(at, count))

    def __str__(self) -> str:
        last = min((self.first + self.blocks) * BLOCK, self.draws)
        return say("task/draws", first=self.first * BLOCK + 1, last=last)


def check_run(draws: Any, block: Any, executor: Any) -> list[Problem]:
    """Check the arguments of a run."""
    problems = []
    if not is_whole(draws, least=1) or draws > MOST_DRAWS:
        problems.append(problem("out-of-range/uncertainty-draws", "draws", high=MOST_DRAWS, found=draws))
    return problems + check_tasks(block, executor)


def check_tasks(block: Any, executor: Any) -> list[Problem]:
    """Check how tasks are to be run."""
    problems = []
    if block is not None and not is_whole(block, least=1):
        problems.append(problem("out-of-range/seed-blocks", "block", found=block))
    if executor is not None and not callable(getattr(executor, "submit", None)):
        problems.append(problem("wrong-type/executor", "executor", found=executor))
    return problems


def run(
    work: Callable[[Experiment, Span], Made],
    experiment: Experiment,
    seed: Seed,
    draws: int,
    *,
    executor: Executor | None = None,
    block: int | None = None,
    progress: bool | None = None,
    parts: bool = False,
) -> AbstractContextManager[Iterator[Made]]:
    """Do some work for all draws, task by task, and return the results in order.

    Parameters
    ----------
    work : callable
        A function of a module, so that it can be sent to processes: from an experiment and a span of it to a result.
    experiment : Experiment
        What varies.
    seed : Seed
        Where random numbers come from.
    draws : int
        How many.
    executor : Executor, optional
        Where tasks run; by default threads, one per core.
    block : int, optional
        Seed blocks of one task.
    progress : bool, optional
        Show a bar; by default on a terminal, for what takes longer than a second.
    parts : bool
        Whether a block may be shared between tasks: what they return adds up exactly, in any order.

    Returns
    -------
    context manager of an iterator of Made
        What the tasks return, in the order of the draws. Once it is left, for any reason, no further task is started.

    Raises
    ------
    IntlindexError
        While it is iterated over, if a task is lost or fails in an executor; it is named, and nothing is omitted
        silently.
    """
    whole = Span.whole(seed, draws)
    blocks = whole.blocks
    most = block or int(np.clip(-(-blocks // (4 * threads())), 1, MOST_BLOCKS))
    share = parts and blocks < threads() and block is None and draws * experiment.cities > MOST_IN_ONE_TASK
    spans = whole.parts(threads()) if share else whole.groups(most)
    tasks = list(spans) if blocks <= most else spans
    return run_tasks(work, experiment, tasks, draws, executor=executor, progress=progress)


def threads() -> int:
    """Return how many threads run at once: one per core that the process may use."""
    return usable_cores()


def run_tasks(
    work: Callable[[Experiment, Some], Made],
    experiment: Experiment,
    tasks: Iterable[Some],
    draws: int,
    *,
    executor: Executor | None = None,
    progress: bool | None = None,
) -> AbstractContextManager[Iterator[Made]]:
    """Do some work, task by task, and return the results in order.

    Parameters
    ----------
    work : callable
        A function of a module, so that it can be sent to processes.
    experiment : Experiment
        What varies.
    tasks : iterable of Task
        What is to be done; a list of one needs no threads.
    draws : int
        How many draws all tasks have.
    executor, progress
        As in `run`.

    Returns
    -------
    context manager of an iterator of Made
        What the tasks return, in their order; as in `run`.

    Raises
    ------
    IntlindexError
        While it is iterated over, if a task is lost or fails in an executor.
    """
    # Without this, tasks would go on until the traceback of an interrupt is garbage-collected.
    return closing(_in_order(work, experiment, tasks, draws, executor=executor, progress=progress))


def _in_order(
    work: Callable[[Experiment, Some], Made],
    experiment: Experiment,
    tasks: Iterable[Some],
    draws: int,
    *,
    executor: Executor | None,
    progress: bool | None,
) -> Generator[Made, None, None]:
    alone = isinstance(tasks, list) and len(tasks) == 1
    if executor is None and (alone or threads() == 1):
        with closing(Bar(draws, progress, "draw")) as bar:
            for task in tasks:
                yield work(experiment, task)
                bar.update(task.size)
        return
    own = ThreadPoolExecutor(threads()) if executor is None else None
    pool = own or executor
    assert pool is not None
    waiting: deque[tuple[Task, Future[Made]]] = deque()
    try:
        with closing(Bar(draws, progress, "draw")) as bar:
            for task in tasks:
                waiting.append((task, _submitted(pool, work, experiment, task)))
                if len(waiting) >= WAITING:
                    yield _next(waiting, bar)
            while waiting:
                yield _next(waiting, bar)
    finally:
        for _, future in waiting:
            _let_go(future)
        if own is not None:
            own.shutdown(wait=True, cancel_futures=True)


def _let_go(future: Future[Made]) -> None:
    """Cancel a task that has not started, and ignore what becomes of it.

    Before Python 3.12.1 the thread that manages a pool of processes stops when the pool breaks (its processes were
    interrupted with this one) and it has to inform a cancelled future; the pool then hangs. This one ignores it.
    """
    future.set_exception = _ignored  # type: ignore[method-assign]
    future.cancel()


def _ignored(exception: BaseException | None) -> None:
    """Ignore an error that nothing waits for."""


def _submitted(
    pool: Executor, work: Callable[[Experiment, Some], Made], experiment: Experiment, task: Some
) -> Future[Made]:
    try:
        return pool.submit(work, experiment, task)
    except RuntimeError as error:  # shut down, or broken by an earlier task
        raise IntlindexError(say("interrupted/executor", task=str(task), reason=str(error))) from error


def _next(waiting: deque[tuple[Task, Future[Made]]], bar: Bar) -> Made:
    """Wait for the oldest task."""
    task, future = waiting.popleft()
    try:
        made = future.result()
    except IntlindexError:
        raise
    except (Exception, CancelledError) as error:
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise IntlindexError(say("interrupted/task", task=str(task), reason=reason)) from error
    bar.update(task.size)
    return made
