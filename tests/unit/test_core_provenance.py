"""Fingerprints depend on content alone, and every source in the register is complete."""

import numpy as np
import pytest

from accord.core.errors import InputError
from accord.core.provenance import fingerprint, source, sources
from accord.core.status import Status


def test_a_fingerprint_is_the_same_for_the_same_content():
    a = np.arange(6.0).reshape(2, 3)
    assert fingerprint(a, {"b": 1, "a": 2}) == fingerprint(a.copy(), {"a": 2, "b": 1})
    assert fingerprint(a) == fingerprint(np.asfortranarray(a))
    assert fingerprint(a) == fingerprint(a.astype(">f8"))


def test_a_fingerprint_sees_values_shape_and_order():
    a = np.arange(6.0)
    seen = {
        fingerprint(a),
        fingerprint(a[::-1]),
        fingerprint(a.reshape(2, 3)),
        fingerprint(a, a),
        fingerprint(),
    }
    assert len(seen) == 5


def test_every_source_states_its_licence_and_credit():
    for key, row in sources().items():
        assert row.id == key
        assert row.licence, key
        assert row.credit, key
        assert row.shipped in {"yes", "derived", "no"}, key


def test_an_unknown_source_is_refused():
    with pytest.raises(InputError, match="register"):
        source("hearsay")


def test_every_status_has_a_sentence():
    for status in Status:
        assert status.sentence.endswith(".")
