"""The same seed gives the same bytes, wherever it is computed, and a lost task is never a smaller sample."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
import tracemalloc
import warnings
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest

import intlindex as ix
from intlindex.analyses import seeds
from intlindex.analyses.sensitivity.saltelli import BOOTSTRAPS, SCRAMBLING
from intlindex.analyses.uncertainty import tasks
from intlindex.errors import IntlindexError, RequestError

MILLION = 1_000_000
DRAWS = 5 * 2048 + 100
CHOICES = {"aggregate": ["arithmetic", "median"], "normalise": ["min_max", {"kind": "z_score"}]}
VARIED = {
    "weights": {"weights": ix.Simplex(groups=["index", "influence"])},
    "weights of leaves": {"weights": ix.Dirichlet(20, of="leaves")},
    "choices": {"weights": ix.RelativeNoise(0.3), "choices": {**CHOICES, "indicators": {"gdp": 0.5}}},
}


def in_bytes(found):
    """Everything that a result says, to the last bit."""
    tables = found.ranks, found.scores, found.pairwise, found.acceptability, found.standard_errors
    texts = [table.to_csv().encode() for table in tables]
    raw = [table.to_numpy(dtype=np.float64, na_value=np.nan).tobytes() for table in tables]
    if found._shares:
        raw.append(found.central_weights.to_numpy().tobytes())
    if found._shares and len(found.variation.experiment.cases) == 1:  # else it takes long
        raw.append(found.confidence.to_numpy().tobytes())
    return b"".join([found.tally.counts.tobytes(), *texts, *raw])


@pytest.fixture(scope="module")
def threads():
    with ThreadPoolExecutor(2) as pool:
        yield pool


@pytest.fixture(scope="module")
def processes():
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


@contextmanager
def executor_of_cluster(**workers):
    distributed = pytest.importorskip("distributed")
    client = distributed.Client(dashboard_address="127.0.0.1:0", silence_logs=50, **workers)  # any port that is free
    with client, client.get_executor() as pool:
        yield pool


@pytest.fixture(scope="session")
def cluster():
    with executor_of_cluster(n_workers=1, threads_per_worker=2, processes=False) as pool:
        yield pool


@pytest.fixture(scope="session")
def cluster_of_processes(tmp_path_factory):
    """Workers that share nothing with us: what a task needs and finds goes over the wire."""
    folder = str(tmp_path_factory.mktemp("cluster"))
    workers = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "local_directory": folder}
    with executor_of_cluster(memory_limit=0, **workers) as pool:  # with a limit a small machine would pause them
        yield pool


class Inline(Executor):
    """Does each task at once."""

    def submit(self, function, /, *given, **named):
        future = Future()
        future.set_result(function(*given, **named))
        return future


@pytest.fixture(scope="module")
def small(example):
    return example.drop(*example.cities[12:])


@pytest.fixture(scope="module", params=VARIED.values(), ids=VARIED)
def alone(request, small):
    """What varies, and the bytes that one thread gives."""
    return request.param, in_bytes(small.uncertainty(DRAWS, rng=1, executor=Inline(), **request.param))


@pytest.mark.parametrize("pool", ["threads", "processes"])
def test_threads_and_processes_give_the_same_bytes(request, small, alone, pool):
    varied, expected = alone
    executor = request.getfixturevalue(pool)
    assert in_bytes(small.uncertainty(DRAWS, rng=1, executor=executor, block=2, **varied)) == expected


@pytest.mark.slow
@pytest.mark.parametrize("pool", ["cluster", "cluster_of_processes"])
def test_a_cluster_gives_the_same_bytes(request, small, pool):
    """All that varies on one cluster, so that one is started and not one for each."""
    executor = request.getfixturevalue(pool)
    for name, varied in VARIED.items():
        expected = in_bytes(small.uncertainty(DRAWS, rng=1, executor=Inline(), **varied))
        assert in_bytes(small.uncertainty(DRAWS, rng=1, executor=executor, block=2, **varied)) == expected, name


@pytest.mark.parametrize("block", [1, 3, 32])
def test_the_size_of_tasks_changes_nothing(small, alone, block):
    varied, expected = alone
    assert in_bytes(small.uncertainty(DRAWS, rng=1, block=block, **varied)) == expected


@pytest.mark.parametrize("noise", [0.1, ix.Noise(absolute=2.0, distribution="uniform")])
def test_noise_gives_the_same_bytes_too(small, processes, noise):
    expected = in_bytes(small.uncertainty(2200, rng=1, noise=noise, executor=Inline()))
    assert in_bytes(small.uncertainty(2200, rng=1, noise=noise, executor=processes, block=1)) == expected
    assert in_bytes(small.uncertainty(2200, rng=1, noise=noise, block=1)) == expected


def test_scores_and_pairs_do_not_depend_on_the_tasks_of_their_own_run(small, monkeypatch):
    expected = small.uncertainty(DRAWS, rng=1)
    other = small.uncertainty(DRAWS, rng=1)
    assert in_bytes(expected)
    monkeypatch.setattr(tasks, "MOST_BLOCKS", 1)
    assert in_bytes(other) == in_bytes(expected)


@pytest.mark.slow
def test_a_million_draws_give_the_same_bytes_everywhere(example, threads, processes, cluster):
    def counts(**how):
        found = example.uncertainty(MILLION, weights=ix.Simplex(groups=["index"]), rng=1, progress=False, **how)
        assert found.defined_draws == MILLION
        return found.tally.counts.tobytes(), found.ranks.to_csv()

    expected = counts(executor=Inline())
    for how in (
        {},
        {"executor": threads, "block": 1},
        {"executor": threads, "block": 3},
        {"executor": processes, "block": 32},
        {"executor": cluster},
    ):
        assert counts(**how) == expected, how


@pytest.mark.parametrize("varied", VARIED.values(), ids=VARIED)
def test_the_first_draws_of_a_longer_run_are_those_of_a_shorter_one(small, varied):
    long = small.uncertainty(DRAWS, rng=3, **varied)
    for draws in (1, 100, 2048, 2049, 6000):
        short = small.uncertainty(draws, rng=3, **varied)
        assert (short.tally.counts <= long.tally.counts).all()
        assert short.draws == draws
        wanted = values_of(long, draws)
        for mine, theirs in zip(values_of(short, draws), wanted, strict=True):
            assert mine.tobytes() == np.ascontiguousarray(theirs).tobytes()


def values_of(found, draws):
    span = tasks.Span.whole(found.seed, found.draws)
    return [np.ascontiguousarray(value[..., :draws]) for value in span.values(found.variation.experiment)[0]]


# ---------------------------------------------------------------- where random numbers come from


def test_every_form_of_a_seed_is_the_same_seed(small):
    expected = in_bytes(small.uncertainty(500, rng=0))
    for rng in (np.int64(0), np.random.SeedSequence(0)):
        assert in_bytes(small.uncertainty(500, rng=rng)) == expected
    assert in_bytes(small.uncertainty(500, rng=1)) != expected
    assert in_bytes(small.uncertainty(500, rng=np.random.SeedSequence([0, 5]))) != expected


@pytest.mark.parametrize(
    "entropy",
    [0, 2**70, [1, 2], [2**40, 3], np.array([1, 2]), [[1, 2], 3], np.array([[1, 2], [3, 4]]), ["0x1f", 5], []],
)
def test_entropy_of_any_form_is_taken_as_numpy_takes_it(entropy):
    ours = seeds.seed_of(np.random.SeedSequence(entropy, spawn_key=(3,))).generator(7)
    wanted = np.random.SeedSequence(entropy, spawn_key=(3, seeds.OURS, 7))
    np.testing.assert_array_equal(
        ours.bit_generator.state["state"]["state"], np.random.SFC64(wanted).state["state"]["state"]
    )


def test_what_a_caller_spawns_from_a_seed_is_none_of_our_blocks():
    sequence = np.random.SeedSequence(5)
    seed = seeds.seed_of(sequence)
    ours = {seed.generator(block).bytes(16) for block in [*range(50), SCRAMBLING, BOOTSTRAPS]}
    children = sequence.spawn(50)
    grandchildren = [each for child in children for each in child.spawn(20)]
    theirs = {np.random.Generator(np.random.SFC64(each)).bytes(16) for each in [sequence, *children, *grandchildren]}
    assert (len(ours), len(theirs)) == (52, 1051)
    assert ours.isdisjoint(theirs)


def test_without_a_seed_no_two_runs_are_the_same(small):
    assert in_bytes(small.uncertainty(500, rng=None)) != in_bytes(small.uncertainty(500, rng=None))
    assert in_bytes(small.uncertainty(500)) == in_bytes(small.uncertainty(500, rng=0))


def test_a_seed_sequence_is_not_used_up(small):
    sequence = np.random.SeedSequence(5, spawn_key=(3,))
    first = in_bytes(small.uncertainty(500, rng=sequence))
    assert in_bytes(small.uncertainty(500, rng=sequence)) == first
    assert sequence.n_children_spawned == 0
    assert in_bytes(small.uncertainty(500, rng=np.random.SeedSequence(5, spawn_key=(4,)))) != first


def test_a_generator_is_spawned_and_not_consumed(small):
    generator, untouched = np.random.default_rng(5), np.random.default_rng(5)
    first = small.uncertainty(500, rng=generator)
    again = small.uncertainty(500, rng=generator)
    assert generator.bit_generator.state == untouched.bit_generator.state
    assert in_bytes(first) != in_bytes(again)
    assert in_bytes(small.uncertainty(500, rng=untouched)) == in_bytes(first)
    assert in_bytes(small.uncertainty(500, rng=np.random.SeedSequence(5).spawn(1)[0])) == in_bytes(first)


def test_a_result_finds_the_same_again_on_later_access(small):
    found = small.uncertainty(DRAWS)
    assert (found.pairwise.to_numpy().sum(axis=0) > 0).any()
    first = found.acceptability[1].to_numpy()
    ahead_of_all = (found.pairwise.to_numpy() + np.eye(len(small.cities)) * 2).min(axis=1)
    assert (first <= ahead_of_all + 1e-12).all()


def test_tables_are_copies(small):
    found = small.uncertainty(500, rng=1)
    before = in_bytes(found)
    assert found.confidence.notna().any()
    for name in ("ranks", "scores", "pairwise", "acceptability", "central_weights", "standard_errors"):
        table = getattr(found, name)
        table.iloc[:, -1] = -1
    confidence = found.confidence
    confidence[:] = -1
    assert in_bytes(found) == before
    with pytest.raises(ValueError, match="read-only"):
        found.tally.counts[0, 0] = 1


# ---------------------------------------------------------------- tasks that are lost


class Failing(Executor):
    """Fails one task in some way, and does the others at once."""

    def __init__(self, fails, at=2):
        self.fails, self.at, self.tasks = fails, at, 0

    def submit(self, function, /, *given, **named):
        self.tasks += 1
        future = Future()
        if self.tasks == self.at:
            self.fails(future)
        else:
            future.set_result(function(*given, **named))
        return future


def raises(_future):
    raise RuntimeError("cannot schedule new futures after shutdown")


FAILURES = {
    "an error": (lambda future: future.set_exception(OSError("the wire is cut")), "OSError: the wire is cut"),
    "an error without words": (lambda future: future.set_exception(MemoryError()), "MemoryError"),
    "cancelled": (lambda future: future.cancel(), "CancelledError"),
    "no more tasks": (raises, "cannot schedule new futures"),
}


@pytest.mark.parametrize(("fails", "said"), FAILURES.values(), ids=FAILURES)
def test_a_task_that_fails_is_an_error_that_names_its_draws(small, fails, said):
    with pytest.raises(IntlindexError, match="draws 2,049 to 4,096") as caught:
        small.uncertainty(DRAWS, rng=1, executor=Failing(fails), block=1)
    assert said in str(caught.value)


def test_the_last_task_names_the_draws_that_it_has(small):
    fails = Failing(lambda future: future.set_exception(OSError("gone")), at=2)
    with pytest.raises(IntlindexError, match="draws 6,145 to 10,340"):
        small.uncertainty(DRAWS, rng=1, executor=fails, block=3)


def test_an_error_of_ours_within_a_task_is_told_as_it_is(small):
    error = RequestError("kemeny: too many units")
    with pytest.raises(RequestError, match="kemeny"):
        small.uncertainty(DRAWS, executor=Failing(lambda future: future.set_exception(error)), block=1)


def test_tasks_after_a_lost_one_are_cancelled(small):
    futures = []

    class Never(Executor):
        def submit(self, *_given, **_named):
            futures.append(Future())
            if len(futures) == 1:
                futures[0].set_exception(OSError("gone"))
            return futures[-1]

    with pytest.raises(IntlindexError):
        small.uncertainty(DRAWS, rng=1, executor=Never(), block=1)
    assert len(futures) == 6
    assert all(future.cancelled() for future in futures[1:])
    for future in futures[1:]:  # as a pool of processes does that breaks after that; before Python 3.12.1 it then hung
        future.set_exception(BrokenExecutor("a process ended"))


def test_tasks_are_cancelled_at_once_where_adding_up_is_interrupted(small):
    futures = []

    class Interrupting:
        def __add__(self, _other):
            raise KeyboardInterrupt

    class Never(Executor):
        def submit(self, *_given, **_named):
            futures.append(Future())
            if len(futures) <= 2:
                futures[-1].set_result(Interrupting())
            return futures[-1]

    with pytest.raises(KeyboardInterrupt) as held:
        small.uncertainty(DRAWS, rng=1, executor=Never(), block=1)
    assert len(futures) == 6
    assert all(future.cancelled() for future in futures[2:])
    assert held.traceback  # which is still there, with all that its frames hold


def end_of_process(*_given):
    os._exit(3)


def test_a_process_that_dies_is_an_error_that_names_the_draws(small, monkeypatch):
    from intlindex.analyses.uncertainty import uncertainty

    monkeypatch.setattr(uncertainty, "count_ranks", end_of_process)
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning, message=".*fork.*")
        with (
            ProcessPoolExecutor(1, mp_context=context) as pool,
            pytest.raises(IntlindexError, match=r"draws [\d,]+ to [\d,]+|took no more tasks at draws"),
        ):
            small.uncertainty(DRAWS, rng=1, executor=pool, block=1)


def test_an_executor_that_is_shut_down_is_an_error(small):
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    with pytest.raises(IntlindexError, match="took no more tasks at draws 1 to"):
        small.uncertainty(DRAWS, executor=pool)


def test_a_run_leaves_no_thread_behind(small):
    import threading

    before = threading.active_count()
    small.uncertainty(DRAWS, rng=1, block=1)
    assert threading.active_count() == before


# ---------------------------------------------------------------- interrupting

PROCESSES = Path("/proc")
# What runs in the background of a shell ignores interrupts, and so would these.
HEEDED = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
COMMAND = f"{HEEDED}; import runpy; runpy.run_module('intlindex', run_name='__main__', alter_sys=True)"
SCRIPT = f"""
import multiprocessing, sys
from concurrent.futures import ProcessPoolExecutor
import intlindex as ix

if __name__ == "__main__":
    {HEEDED}
    index = ix.load("example")
    how = sys.argv[1]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) if how == "processes" else open(sys.argv[2] + ".log", "w") as pool:
        executor = pool if how == "processes" else None
        index.uncertainty(4096, rng=1, executor=executor, block=1)
        print("running", flush=True)
        found = index.uncertainty(10**10, rng=1, executor=executor, block=8)
    open(sys.argv[2], "w").write(found.ranks.to_csv())
"""


def descendants(process):
    """Return the ids of the processes below one, from /proc."""
    parents = {}
    for folder in PROCESSES.iterdir():
        if folder.name.isdigit():
            with suppress(OSError):  # it has just ended
                told = (folder / "stat").read_text(encoding="utf-8", errors="replace")
                parents[int(folder.name)] = int(told.rpartition(")")[2].split()[1])
    found = [process]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    return found[1:]


@pytest.mark.slow
@pytest.mark.skipif(not PROCESSES.is_dir(), reason="looks for processes in /proc")
@pytest.mark.parametrize("how", ["threads", "processes"])
def test_an_interrupt_ends_a_long_run_with_all_its_processes(tmp_path, how):
    script, out = tmp_path / "long.py", tmp_path / "ranks.csv"
    script.write_text(SCRIPT, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script), how, str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout.readline() == "running\n"
        time.sleep(1)
        below = descendants(process.pid)
        assert len(below) >= (2 if how == "processes" else 0)
        start = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        _, said = process.communicate(timeout=30)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    assert time.monotonic() - start < 20
    assert process.returncode != 0
    assert "KeyboardInterrupt" in said
    deadline = time.monotonic() + 5
    while any((PROCESSES / str(each)).exists() for each in below) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any((PROCESSES / str(each)).exists() for each in below)
    assert not out.exists()


@pytest.mark.slow
def test_an_interrupted_command_ends_quickly_and_leaves_its_file_as_it_was(tmp_path):
    out = tmp_path / "ranks.csv"
    out.write_text("as it was", encoding="utf-8")
    asked = ["uncertainty", "--draws", "10000000000", "--seed", "1", "--out", str(out), "--format", "csv"]
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, *asked],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        with pytest.raises(subprocess.TimeoutExpired):
            process.communicate(timeout=6)  # it is at work by then
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        printed, said = process.communicate(timeout=30)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    assert time.monotonic() - start < 20
    assert process.returncode not in (0, 2, 3)
    assert (printed, "Traceback" in said) == ("", False), said
    assert [path.name for path in tmp_path.iterdir()] == ["ranks.csv"]
    assert out.read_text(encoding="utf-8") == "as it was"


# ---------------------------------------------------------------- memory


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ranks", "scores", "pairwise", "central_weights"])
def test_memory_does_not_grow_with_draws(small, name, monkeypatch):
    """Tasks of one seed block, one after the other, so that 20 times the draws are 20 times the tasks."""
    monkeypatch.setattr(tasks, "MOST_BLOCKS", 1)
    monkeypatch.setattr(tasks, "WAITING", 2)
    tiny = small.drop(*small.cities[4:])

    def peak(draws):
        found = tiny.uncertainty(draws, weights=ix.Simplex(groups=["index"]), rng=1)
        tracemalloc.start()
        try:
            getattr(found if name != "ranks" else tiny.uncertainty(draws, rng=1), name)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(2048 * 4)
    assert peak(2048 * 80) < 1.3 * peak(2048 * 8) + 200_000
