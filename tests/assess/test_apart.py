"""Kinds that are answered in processes of their own answer as they do one after the other."""

from __future__ import annotations

import os
import signal
from dataclasses import replace

import pytest
from tests.assess.dockets import EXAMPLES

from accord.assess import desk as room
from accord.assess.desk import Desk, assess
from accord.assess.record import record_of
from accord.core.beside import possible
from accord.core.errors import SolveError

needs_two = pytest.mark.skipif(not possible(), reason="one core, or threads beside this one")


@pytest.fixture(scope="module")
def asked():
    held = EXAMPLES["talks"]()
    return held.docket, Desk(replace(held.parameters, draws=2))


@pytest.fixture(scope="module")
def in_turn(asked):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "possible", lambda: False)
        return record_of(assess(*asked), asked[1])


@needs_two
def test_the_record_is_the_same_bit_for_bit(asked, in_turn):
    assert len(in_turn["answers"]) > 1
    assert record_of(assess(*asked), asked[1]) == in_turn


@needs_two
def test_what_a_process_does_not_answer_is_answered_here(asked, in_turn, monkeypatch):
    here, kind = os.getpid(), type(room.kinds()[0])
    plain = kind.assess

    def killed(self, question, desk):
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return plain(self, question, desk)

    monkeypatch.setattr(kind, "assess", killed)
    assert record_of(assess(*asked), asked[1]) == in_turn


@needs_two
def test_what_fails_in_a_process_fails_here_and_no_process_is_left(asked, monkeypatch):
    def fails(self, question, desk):
        raise SolveError("no equilibrium")

    held, made = room.Beside, []
    monkeypatch.setattr(type(room.kinds()[0]), "assess", fails)
    monkeypatch.setattr(room, "Beside", lambda steps: made.append(held(steps)) or made[-1])
    with pytest.raises(SolveError, match="no equilibrium"):
        assess(*asked)
    assert made
    assert not any(one._process.is_alive() for one in made)
