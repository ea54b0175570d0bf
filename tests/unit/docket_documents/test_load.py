"""Documents in every format, their dates, their limits, and documents that mean harm."""

import importlib.util
import io
import os
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest

from accord.core.errors import InputError
from accord.docket import load_documents, read_document
from accord.docket.documents import decode, extract, kind_of

REPORTS = Path(__file__).parents[2] / "docket_reports"
BODY = (REPORTS / "seen" / "soy_levies.txt").read_text("utf-8").split("\n\n", 1)[1]


def page(body=BODY):
    paragraphs = "".join(f"<p>{p}</p>" for p in body.split("\n\n"))
    return (
        "<!doctype html><html><head><title>Argentina trims taxes</title>"
        "<meta property='article:published_time' content='2025-12-09T15:00:00Z'></head>"
        f"<body><nav><a>Home</a></nav><article><h1>Argentina trims taxes</h1>{paragraphs}</article>"
        "<script>alert('nothing')</script><footer>All rights reserved</footer></body></html>"
    )


def mail():
    message = EmailMessage()
    message["From"], message["To"] = "desk@example.org", "reader@example.org"
    message["Subject"] = "Argentina trims taxes"
    message["Date"] = "Tue, 09 Dec 2025 15:00:00 +0000"
    message.set_content(BODY)
    message.add_alternative(page(), subtype="html")
    message.add_attachment(
        b"PK\x03\x04" + b"\0" * 500, maintype="application", subtype="zip", filename="x.zip"
    )
    return bytes(message)


@pytest.fixture(scope="module")
def hostile():
    spec = importlib.util.spec_from_file_location("docket_hostile", REPORTS / "hostile.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rates(document):
    return [m.value for m in read_document(document).measures if m.lever == "export_tax"]


def test_formats_give_the_same_measures(extractor, tmp_path):
    expected = [24, 22.5, 7.5]
    for data in (page().encode(), mail()):
        (document,) = extract("report", data, extractor)
        assert rates(document) == expected
        docket = read_document(document)
        assert (docket.article_date, docket.date_basis) == ("2025-12-09", "the document's metadata")
        assert docket.title == "Argentina trims taxes"
        assert "alert" not in docket.text
        assert "All rights" not in docket.text
    assert [kind_of(d) for d in (page().encode(), mail(), b"%PDF-1.7", b"Talks.")] == [
        "html",
        "mail",
        "pdf",
        "text",
    ]


def test_pdf(extractor, hostile):
    words = b"BT /F1 12 Tf 72 720 Td (Argentina will lower its export taxes to 24% from 26%.) Tj ET"
    (document,) = extract("report", hostile._pdf_of(hostile.zlib.compress(words)), extractor)
    assert "export taxes" in document.text


def test_folder_several_and_standard_input(tmp_path, monkeypatch):
    (tmp_path / "b.txt").write_text("DATE: 2025-01-02\n\nIndia acted.", "utf-8")
    (tmp_path / "a.html").write_text(page(), "utf-8")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "ignored.png").write_bytes(b"\x89PNG")
    said = []
    names = [d.name for d in load_documents([tmp_path], said.append)]
    assert names == ["a", "b"]
    assert len(said) == 1
    assert "bad" in said[0]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"DATE: 2025-01-02\n\nJapan acted.")))
    assert [d.text[-12:] for d in load_documents(["-", tmp_path / "b.txt"])] == [
        "Japan acted.",
        "India acted.",
    ]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("missing.txt", None, "no such file or folder"),
        ("fake.pdf", b"%PDF-1.7 not really", "no text could be read from this PDF"),
        ("noise.txt", bytes(range(256)) * 20, "not text, HTML, PDF or e-mail"),
        ("empty.html", b"<html><body></body></html>", "no text could be read from this HTML"),
        ("mail.eml", b"From: a\r\nTo: b\r\nSubject: c\r\n\r\n", "the e-mail holds no text"),
    ],
)
def test_refusals_are_one_sentence(tmp_path, name, data, message):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError, match=message) as refused:
        load_documents([path])
    assert "\n" not in str(refused.value)


def test_empty_folder_and_nothing(tmp_path):
    with pytest.raises(InputError, match="holds no document"):
        load_documents([tmp_path])
    with pytest.raises(InputError, match="no document to read"):
        load_documents([])


def test_encodings():
    text = "Lula’s price: 40 % – naïve"
    assert decode("report", text.encode("utf-8-sig")) == decode("report", text.encode("utf-16")) == text
    assert decode("report", text.encode("cp1252")) == text


def test_long_texts_are_refused_in_a_sentence(extractor):
    (document,) = extract("long", b"tariffs of 50 percent on China. " * 300_000, extractor)
    with pytest.raises(InputError, match="more than a report can have"):
        read_document(document, "2025-10-07")


def test_a_sample_of_hostile_documents(hostile, extractor):
    """As many as ``ACCORD_DOCUMENTS`` says; thousands are read by ``tests/docket_reports/hostile.py``."""
    count = int(os.environ.get("ACCORD_DOCUMENTS", "20"))
    ended = {hostile.read_one(name, data, extractor) for name, data in hostile.documents(count, seed=7)}
    assert ended == {"read", "refused"}


def test_nothing_of_a_document_becomes_markup_in_json(extractor):
    docket = read_document(
        next(extract("x", b"DATE: 2025-10-07\n\nIndia <b>acted</b> & \x1b[31mmore.", extractor))
    )
    assert "\x1b" not in docket.text
