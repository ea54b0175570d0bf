"""Steps in a second process: what they return, what they raise, and how they are ended."""

import os
import time
from functools import partial

import pytest

from accord.core import beside

needs_two = pytest.mark.skipif(not beside.possible(), reason="one core, or threads beside this one")


def first():
    return {"pid": os.getpid()}


def second():
    return {"two": 2}


def fails():
    raise ValueError("nothing there")


def never():
    time.sleep(60)


@needs_two
def test_steps_come_back_by_name_from_another_process():
    found = beside.Beside([first, second])
    parts = dict(found.parts())
    found.stop()
    assert parts["second"] == {"two": 2}
    assert parts["first"]["pid"] != os.getpid()


@needs_two
def test_what_a_step_raises_is_raised_here():
    found = beside.Beside([fails, second])
    with pytest.raises(ValueError, match="nothing there"):
        list(found.parts())
    found.stop()


@needs_two
def test_a_step_under_way_is_ended():
    found = beside.Beside([never])
    found.stop()
    assert not found._process.is_alive()


def test_steps_in_turn_are_each_done_once():
    steps = [partial(int, n) for n in range(40)]
    assert [step() for step in beside.in_turn(steps)] == list(range(40))


@needs_two
def test_steps_in_turn_are_shared_by_two_processes():
    turns = beside.in_turn([partial(int, n) for n in range(40)])
    other = beside.Beside([lambda: [step() for step in turns]])
    here = [step() for step in turns]
    ((_, there),) = other.parts()
    other.stop()
    assert sorted((*here, *there)) == list(range(40))


@needs_two
def test_a_second_process_that_dies_leaves_what_it_had_untold():
    other = beside.Beside([lambda: os._exit(1)])
    assert list(other.parts()) == []
    other.stop()
