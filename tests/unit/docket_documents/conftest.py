"""One child that takes documents apart, lent to every test that does not end it on purpose."""

from collections.abc import Iterator

import pytest

from accord.docket.documents import Extractor


@pytest.fixture(scope="session")
def extractor() -> Iterator[Extractor]:
    """Return a child; in a worker beside others it takes a second to start."""
    with Extractor() as child:
        yield child
