"""E-mail: one clock, one budget; a broken attachment or a hostile header does not lose the body."""

import base64
from email.message import EmailMessage

import pytest

from accord.core.errors import InputError
from accord.docket.documents import Extractor, extract, kind_of
from accord.docket.documents.charsets import decoded
from accord.docket.documents.extracted import Extracted, Left
from accord.docket.documents.mail import MAX_HEADER, capped, mail_documents

BODY = "Kenya cut its duty on maize from Uganda to 10 per cent on Monday, its trade ministry said."


def raw(*headers, body=BODY):
    head = ["From: a@example.org", "To: b@example.org", "Date: Tue, 07 Oct 2025 10:00:00 +0000", *headers]
    return ("\r\n".join(head) + f"\r\n\r\n{body}\r\n").encode("utf-8")


def read(data):
    found = list(mail_documents(data))
    return [d for d in found if isinstance(d, Extracted)], [d.left for d in found if isinstance(d, Left)]


def with_attachment(data, kind, name, subject="Report"):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", subject
    message.set_content(BODY)
    maintype, subtype = kind.split("/")
    message.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)
    return bytes(message)


@pytest.mark.parametrize(
    "header",
    [
        "Content-Disposition: " + "(" * 50_000,
        "Content-Type: text/plain; " + "; ".join(f"a{i}=b" for i in range(20_000)),
        "Content-Type: text/plain; " + "; ".join(f"n*{i}*=utf-8''%41" for i in range(9_000)),
        "Subject: " + "x" * 600_000,
        "Subject: " + "=?utf-8?b?QUFB?= " * 20_000,
        "Subject: x" + "\r\n folded" * 50_000,
        "References: " + "<a@b> " * 60_000,
        "\r\n".join(f"X-{i}: y" for i in range(20_000)),
        "Content-Type: text/plain; charset=unicode_escape",
        "Content-Type: text/plain; charset=" + "z" * 90_000,
        "Content-Transfer-Encoding: x-nothing",
    ],
    ids=range(11),
)
def test_a_hostile_header_does_not_lose_the_body(header):
    (body,), left = read(raw(header))
    assert body.text.strip() == BODY
    assert left == []
    assert len(body.title) <= 1_000


def test_header_lines_are_cut():
    data = capped(raw("Subject: " + "x" * 90_000, "X: y" + "\r\n folded" * 9_000))
    head = data.split(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\n"))) <= MAX_HEADER + 1
    assert len(head) < 3 * MAX_HEADER
    assert capped(raw()) == raw()


@pytest.mark.parametrize(
    ("data", "kind", "name", "why"),
    [
        (b"%PDF-1.7 nothing", "application/pdf", "scan.pdf", "could not be read"),
        (b"PK\x03\x04" + b"\0" * 500, "application/zip", "x.zip", "is application/zip, which is not read"),
        (b"<html><body></body></html>", "text/html", "empty.html", "holds no text"),
    ],
)
def test_a_broken_attachment_is_named_and_the_body_read(data, kind, name, why):
    (body,), (left,) = read(with_attachment(data, kind, name))
    assert body.text.strip() == BODY
    assert name in left
    assert why in left


def test_attached_reports_follow_the_body():
    page = b"<html><body><article><p>Ghana will raise its levy on cocoa in May.</p></article></body></html>"
    (body, attached), left = read(with_attachment(page, "text/html", "report.html"))
    assert (body.part, attached.part) == ("", "attachment 1")
    assert "Ghana" in attached.text
    assert left == []


def test_names_cannot_write_to_the_terminal():
    _, (left,) = read(with_attachment(b"PK", "application/zip", "a\x1b[31mb.zip"))
    assert left.isprintable()
    (body,), _ = read(raw("Subject: =?utf-8?b?" + base64.b64encode(b"a\x1b[2J\nb").decode() + "?="))
    assert body.title.isprintable()


def test_nested_messages_end():
    data = raw()
    for depth in range(300):
        data = (
            (
                f"From: a\r\nTo: b\r\nContent-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n"
                "Content-Type: message/rfc822\r\n\r\n"
            ).encode()
            + data
            + f"\r\n--b{depth}--\r\n".encode()
        )
    found, _ = read(data)
    assert len(found) <= 1


def test_many_parts_end():
    part = b"--x\r\nContent-Type: text/plain\r\n\r\n" + BODY.encode() + b"\r\n"
    data = (
        b"From: a\r\nTo: b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + part * 5_000 + b"--x--\r\n"
    )
    (body, *_), _ = read(data)
    assert body.text.strip() == BODY


def test_a_mail_of_nothing_is_refused_in_one_sentence(extractor):
    with pytest.raises(InputError, match="holds no text") as refused:
        list(extract("mail", raw(body=""), extractor))
    assert "\n" not in str(refused.value)


def test_a_clock_for_the_whole_message():
    parts = "".join(
        f"--b\r\nContent-Type: text/html; name=p{n}.html\r\nContent-Disposition: attachment\r\n\r\n"
        f"<html><body>{'<p>Kenya cut its duty on tea from India to 10%.</p>' * 800}</body></html>\r\n"
        for n in range(30)
    )
    data = raw("Content-Type: multipart/mixed; boundary=b", body=f"{parts}--b--")
    with Extractor(seconds=0.5) as child:
        answers = list(child.answers("mail", data))
    assert answers[-1].late
    assert len(answers) < 30


def test_html_mail_leaves_out_what_it_answers():
    html = (
        f"<html><body><p>{BODY}</p><blockquote type='cite'><p>Will Brazil put a tariff of 100 per cent on "
        f"maize?</p>"
        "</blockquote></body></html>"
    )
    message = EmailMessage()
    message["From"], message["To"] = "a@example.org", "b@example.org"
    message.set_content(html, subtype="html")
    (body,), _ = read(bytes(message))
    assert "Kenya" in body.text
    assert all(line.startswith(">") for line in body.text.split("\n") if "Brazil" in line)


@pytest.mark.parametrize(
    "charset", ["windows-1252", "iso-8859-1", "koi8-r", "utf-7", "zlib_codec", "idna", ""]
)
def test_charsets_come_from_a_list(charset):
    assert isinstance(decoded("naïve 40 €".encode("cp1252"), charset), str)
    assert decoded("naïve 40 €".encode("cp1252"), "windows-1252") == "naïve 40 €"
    assert decoded(b"+AGE-", "utf-7") == "+AGE-"


def test_a_letter_that_starts_like_mail_is_text():
    assert kind_of(b"To: whom it may concern\n\nKenya acted.") == "text"
    assert kind_of(raw()) == "mail"
