"""Documents that mean harm: each ends as a docket or in one sentence that a terminal can show."""

import os
import time
from pathlib import Path

import pytest

from accord.core.errors import InputError
from accord.docket import load_documents, read_document
from accord.docket.documents import Extractor, extract
from accord.docket.documents.characters import printable
from accord.docket.documents.child import SECONDS

ATTACKS = Path(os.environ.get("ACCORD_SHARED", Path(__file__).parents[4] / "shared")) / "failures" / "attacks"
FOUND = ("badatt.eml", "m_cd_paren.eml", "m_ct_params.eml", "inj.txt", "redos_deal.txt", "t_nfc.txt")
MADE = {
    "repeated word": "deal, " * 19_800,
    "repeated lines": "The deal on trade was signed.\n" * 4_000,
    "list of economies": "India, Japan, Kenya, Ghana, Chile, Peru, Iraq, Iran, Oman, Togo, Mali, Cuba,"
    " " * 1_500,
    "economies without end": " and ".join(f"India {i}" for i in range(10_000)),
    "combining marks": "e" + "\u0301\u0316" * 59_000,
    "stacked marks": ("a" + "\u0315\u0300\u05ae" * 10) * 3_000,
    "percentages": "from 25 to 50 % " * 7_000,
    "numbers": "1.1 2,2 3.3.3 4,4,4 " * 5_900,
    "brackets": "(" * 60_000 + ")" * 60_000,
    "bars": "a | b | c\n" * 11_000,
    "stamps": "18:40 BST\nIndia acted.\n" * 5_000,
    "headings": "# Trade\n" * 14_000,
    "bullets": "".join(" " * (i % 50) + "- Trade\n" for i in range(3_000)),
    "speeches": "MR. RAO: Trade.\n" * 7_000,
    "notices": "Correction: The duty is 15%, not 10%, wrong.\n" * 2_500,
    "one line": "a" * 119_000,
    "spaces": "a" + " " * 118_000 + "b",
    "new lines": "\n" * 118_000,
    "quotes": "> a\n" * 29_000,
    "dates": "on 05/06/2026 " * 8_000,
    "controls": "\x00\x07\x1b[31m" * 20_000,
}


def ends(data, name, child):
    """Read a document; return how it ended. Whatever is not a docket or one sentence is raised."""
    refusal = None
    try:
        for document in extract(name, data, child):
            read_document(document, None if b"DATE:" in data[:400] else "2025-10-07")
    except InputError as error:
        refusal = str(error)
    assert refusal is None or refusal.isprintable()
    return "refused" if refusal else "read"


@pytest.mark.shared
@pytest.mark.parametrize("name", FOUND)
def test_each_attack_ends(name, extractor):
    if not ATTACKS.is_dir():
        pytest.skip("needs ../shared/failures/attacks, which are not here")
    data = (ATTACKS / name).read_bytes()
    assert ends(data, name, extractor) == "read"


@pytest.mark.shared
def test_a_broken_attachment_is_named():
    if not ATTACKS.is_dir():
        pytest.skip("needs ../shared/failures/attacks, which are not here")
    said = []
    (document,) = load_documents([ATTACKS / "badatt.eml"], said.append)
    assert "scan.pdf" in document.notes[0]
    assert said == [f"badatt: {document.notes[0]}"]


@pytest.mark.parametrize("name", MADE)
def test_each_kind_ends(name, extractor):
    assert ends(MADE[name].encode("utf-8", "replace"), name, extractor) in ("read", "refused")


def test_a_hanging_child_is_replaced():
    hang = b"%PDF-1.4\n" + b"1 0 obj << /Length 5 >> " * 400_000
    with Extractor(seconds=0.05) as child:
        start = time.monotonic()
        with pytest.raises(InputError):
            list(extract("hang", hang, child))
        assert time.monotonic() - start < SECONDS
    with Extractor() as child:
        (document,) = extract("page", b"<html><body><p>Kenya cut its duty on maize.</p></body></html>", child)
        assert "Kenya" in document.text


def test_names_are_printable():
    assert printable("a\nb\x1b[31m\udcff\u202ec") == "a\ufffdb\ufffd[31m?\ufffdc"
    assert len(printable("x" * 900)) == 200


def test_a_name_that_is_not_utf_8(tmp_path):
    name = os.fsencode(tmp_path) + b"/caf\xe9\n\x1b[31m.txt"
    try:
        Path(os.fsdecode(name)).write_bytes(b"DATE: 2025-10-07\n\nKenya cut its duty on maize to 10%.")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    (document,) = load_documents([tmp_path])
    assert document.name.isprintable()
    assert read_document(document).article_date == "2025-10-07"
    with pytest.raises(InputError) as refused:
        load_documents([os.fsdecode(name) + ".nothing"])
    assert str(refused.value).isprintable()


def test_a_folder_with_one_bad_file_reads_the_others(tmp_path):
    (tmp_path / "good.txt").write_text("DATE: 2025-10-07\n\nKenya acted.", "utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\0" * 100)
    (tmp_path / "locked.eml").write_bytes(b"From: a\nTo: b\n\n")
    said = []
    assert [d.name for d in load_documents([tmp_path], said.append)] == ["good"]
    assert sorted(s.split(":")[0] for s in said) == ["left out", "left out"]
    assert any("bad" in s for s in said)
    assert any("locked" in s for s in said)
