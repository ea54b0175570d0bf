"""Documents that no reader should trust: generated and mutated, the same for the same seed.

``python tests/docket_reports/hostile.py 10000 7`` reads that many of seed 7 as a command does, in one child
process, and prints the slowest, the largest memory and how they ended; it fails on anything but a docket or a
sentence.
"""

from __future__ import annotations

import io
import random
import resource
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from accord.core.errors import InputError
from accord.docket.apart import Asked, read_bytes
from accord.docket.documents import Extractor

REPORTS = [p.read_text("utf-8") for p in sorted(Path(__file__).parent.glob("*/*.txt"))]
FILLERS = (
    *(
        "a",
        "1",
        "50% ",
        "from 25 to 50 % ",
        '"',
        "(",
        "<",
        "&",
        ", ",
        ". ",
        "U.S. ",
        "President ",
        "\n",
        "\0",
        "é",
    ),
    *("\u202e", "a-", "...", "'s ", "export ban on ", "tariffs of 50 percent on ", "sign the "),
    *(
        "Monday July 3 next month since February ",
        "John Smith said Jane Doe told ",
        "$5 billion 12 million tonnes ",
    ),
    "The Great New Strong Partnership of the ",
)


def _report(rng: random.Random) -> str:
    """A report, most often a piece of one: what a rule meets is the same, and many more can be read."""
    text = rng.choice(REPORTS)
    start = rng.randrange(max(len(text) - 660, 1))
    return text if rng.random() < 0.125 else text[:160] + text[start : start + 500]


def _noise(rng: random.Random) -> bytes:
    return rng.randbytes(rng.choice((0, 1, 10, 1_000, 60_000)))


def _filler(rng: random.Random) -> bytes:
    piece = rng.choice(FILLERS)
    size = rng.choice((100, 5_000, 40_000))
    return (piece * (size // len(piece) + 1)).encode("utf-8")


def _long_text(rng: random.Random) -> bytes:
    size = rng.choice((119_000, 121_000, 10_000_000))
    text = rng.choice((*FILLERS, _report(rng)))
    return (text * (size // len(text) + 1))[:size].encode("utf-8")


def _mutated(rng: random.Random) -> bytes:
    text = list(_report(rng))
    for _ in range(rng.choice((1, 5, 50, 400))):
        at, kind = rng.randrange(len(text)), rng.randrange(5)
        if kind == 0:
            del text[at : at + rng.randrange(1, 60)]
        elif kind == 1:
            text.insert(at, rng.choice(FILLERS))
        elif kind == 2:
            text[at] = chr(rng.choice((0, 9, 10, 37, 46, 160, 8217, 0x202E, 0x1F600, rng.randrange(32, 500))))
        elif kind == 3:
            other = rng.randrange(len(text))
            text[at : at + 80] = text[other : other + 80]
        else:
            text[at : at + 200] = [c.upper() for c in text[at : at + 200]]
        if not text:
            text = ["x"]
    return "".join(text).encode("utf-8", "replace")


def _mixed(rng: random.Random) -> bytes:
    codes = ("utf-8", "utf-16", "utf-16-le", "cp1252", "latin-1", "utf-32", "shift_jis", "utf-7", "cp037")
    text = _report(rng)
    cut = rng.randrange(len(text))
    return b"".join(part.encode(rng.choice(codes), "replace") for part in (text[:cut], text[cut:]))


def _html(rng: random.Random) -> bytes:
    text = _report(rng)
    kind = rng.randrange(7)
    if kind == 0:
        depth = rng.choice((50, 500, 5_000, 60_000))
        return ("<html><body>" + "<div>" * depth + f"<p>{text}</p>").encode()
    if kind == 1:
        script = "<script>while(1){document.write('<p>'+Math.random())}</script>" * rng.choice((1, 300))
        return f"<html><head>{script}</head><body onload='x()'>{text}{script}</body></html>".encode()
    if kind == 2:
        return ("<html><body>" + "<p>" * rng.choice((10, 50_000)) + text).encode()
    if kind == 3:
        page = f"<html><body><article><p>{text}</p></article></body></html>".encode()
        at = rng.randrange(len(page))
        return page[:at] + rng.randbytes(rng.randrange(200)) + page[at:]
    if kind == 4:
        return ("<html><body><a " + "x='y' " * rng.choice((10, 40_000)) + f">{text}</a>").encode()
    if kind == 5:
        entities = "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
        return f"{entities}<html><body><p>{'&b;' * 5_000}{text}</p></body></html>".encode()
    return ("<html><body>" + "<table><tr><td>" * rng.choice((10, 3_000)) + text + "<!--" * 2_000).encode()


def _pdf(rng: random.Random) -> bytes:
    kind = rng.randrange(6)
    if kind == 0:
        return b"%PDF-1.7\n" + rng.randbytes(rng.choice((0, 100, 50_000)))
    if kind == 1:
        return b"%PDF-1.4\n" + _report(rng).encode()
    bomb = (
        zlib.compress(b"0 0 m " * rng.choice((10, 10, 10, 300_000, 2_000_000)), 9)
        if kind == 2
        else zlib.compress(_page(rng))
    )
    page = _pdf_of(bomb)
    if kind == 3:
        at = rng.randrange(len(page))
        return page[:at] + rng.randbytes(30) + page[at + 30 :]
    return page[: rng.randrange(len(page))] if kind == 4 else page


def _page(rng: random.Random) -> bytes:
    words = _report(rng)[:1_500].encode("latin-1", "replace").replace(b"(", b"").replace(b")", b"")
    return b"BT /F1 12 Tf 72 720 Td (" + words + b") Tj ET"


def _pdf_of(stream: bytes) -> bytes:
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, part in enumerate(parts, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places))
    out.write(b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def _mail(rng: random.Random) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "desk@example.org", "reader@example.org"
    message["Subject"] = rng.choice(("Report", "=?utf-8?b?////?=", "x" * 5_000))
    message["Date"] = rng.choice(("Tue, 07 Oct 2025 10:00:00 +0000", "not a date", "Thu, 99 Foo 20255"))
    message.set_content(_report(rng))
    kind = rng.randrange(5)
    if kind == 0:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bomb:
            bomb.writestr("report.txt", b"0" * rng.choice((1_000, 30_000_000)))
        message.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="r.zip")
    elif kind == 1:
        message.add_attachment(_pdf(rng), maintype="application", subtype="pdf", filename="r.pdf")
    elif kind == 2:
        message.add_attachment(_html(rng), maintype="text", subtype="html", filename="r.html")
    raw = bytes(message)
    if kind == 3:
        at = rng.randrange(len(raw))
        raw = raw[:at] + rng.randbytes(50) + raw[at:]
    if kind == 4:
        for depth in range(rng.choice((3, 60))):
            inner = b"\r\n".join(
                (b"--b%d" % depth, b"Content-Type: message/rfc822", b"", raw, b"--b%d--" % depth)
            )
            raw = b"From: a\r\nTo: b\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % depth + inner
    return raw


def _header(rng: random.Random) -> str:
    """A header line that asks a parser for too much."""
    size = rng.choice((10, 2_000, 60_000))
    return rng.choice(
        (
            "Content-Disposition: " + "(" * size,
            "Content-Type: text/plain; " + "; ".join(f"a{i}=b" for i in range(size // 4)),
            "Content-Type: text/plain; " + "; ".join(f"n*{i}*=utf-8''%41" for i in range(size // 12)),
            "Content-Type: multipart/mixed; boundary=" + "b" * size,
            f"Content-Type: text/plain; charset={rng.choice(('zlib_codec', 'idna', 'utf-7', 'x' * size))}",
            "Content-Transfer-Encoding: "
            + rng.choice(("base64", "x-uuencode", "quoted-printable", "x" * size)),
            "Subject: " + "=?utf-8?q?=41?= " * (size // 14),
            "Subject: x" + "\r\n folded" * (size // 8),
            "Subject: a\x1b[31mb",
            "\r\n".join(f"X-{i}: y" for i in range(size // 6)),
            "Date: " + "9" * size,
        )
    )


def _mail_of_headers(rng: random.Random) -> bytes:
    lines = ["From: a@example.org", "To: b@example.org", *(_header(rng) for _ in range(rng.choice((1, 3))))]
    body = _report(rng)
    if rng.random() < 0.3:
        body += "\n\n> On Monday somebody wrote:\n" + "\n".join(f"> {line}" for line in body.split("\n"))
    return ("\r\n".join(lines) + f"\r\n\r\n{body}").encode("utf-8", "replace")


def _mail_of_parts(rng: random.Random) -> bytes:
    kinds = ("text/plain", "text/html", "application/pdf", "application/zip", "message/rfc822", "x/y")
    parts = []
    for _ in range(rng.choice((2, 5, 15, 15, 400))):
        kind = rng.choice(kinds)
        data = {"text/html": _html, "application/pdf": _pdf}.get(kind, _mutated)(rng)[:20_000]
        head = f"Content-Type: {kind}; name=r{rng.randrange(9)}".encode()
        parts.append(b"--b\r\n" + head + b"\r\n\r\n" + data + b"\r\n")
    start = b"From: a\r\nTo: b\r\nSubject: Report\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    end = rng.choice((b"--b--\r\n", b"", b"--b"))
    return start + b"".join(parts)[:3_000_000] + end


def _structured(rng: random.Random) -> bytes:
    """Lines of many kinds in no order: stamps, rows, bullets, labels, notices, quotes."""
    lines = (
        "18:40 BST", "Tue 2 Jun 2026 22.10 BST", "Country | Old rate | New rate", "Brazil | 10% | 50%", "---",
        "- India will cut its duty", "    - to 10%", "# Trade", "MR. RAO: We met on Monday.", "> quoted",
        "Correction: The duty is 15%, not 10%, an earlier version was wrong.", "", "**Bold:**", "Page 3 of 9",
        "On Tuesday a reader wrote:", "India\t10%\t20%", "DATE: 2026-06-03", _report(rng)[:300],
    )  # fmt: skip
    return "\n".join(rng.choice(lines) for _ in range(rng.choice((5, 60, 2_000)))).encode()


MAKERS = (
    *(_noise, _filler, _mutated, _mutated, _mutated, _mixed, _html, _html, _pdf),
    *(_mail, _mail_of_headers, _mail_of_headers, _mail_of_parts, _structured),
)


def documents(count: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """Return documents with the kind each was made as; every five hundredth is a very long text."""
    for number in range(count):
        rng = random.Random(f"{seed}/{number}")
        make = _long_text if number % 500 == 499 else rng.choice(MAKERS)
        yield f"{make.__name__.strip('_')} {number}", make(rng)


def read_one(name: str, data: bytes, extractor: Extractor) -> str:
    """Read one document as a command does; return how it ended. Anything but a docket or a sentence is raised."""
    asked, ended = Asked(None if b"DATE:" in data[:400] else "2025-10-07"), "refused"
    try:
        for one in read_bytes(name, data, asked, extractor):
            if isinstance(one, InputError):
                told(str(one))
                continue
            ended = "read"
            for item in (*one.events, *one.measures, *one.participants, *one.next_steps):
                words = item.evidence
                assert one.text[words.start : words.end] == words.text, name
    except InputError as refusal:
        told(str(refusal))
        ended = "out of time" if "time and memory limits" in str(refusal) else "refused"
    return ended


def told(sentence: str) -> None:
    """Hold a refusal to what a terminal can show: one line, and no fault of Accord's."""
    assert sentence.isprintable(), sentence
    assert "Accord's fault" not in sentence, sentence


def main(count: int, seed: int) -> None:
    """Read ``count`` documents and print what it took, every two hundred and at the end."""
    ended: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    with Extractor() as extractor:
        for number, (name, data) in enumerate(documents(count, seed), start=1):
            start = time.monotonic()
            ended[f"{name.split()[0]} {read_one(name, data, extractor)}"] += 1
            slowest = sorted([*slowest, (time.monotonic() - start, name)], reverse=True)[:5]
            if number % 200 == 0 or number == count:
                _say(number, seed, slowest, ended)


def _say(number: int, seed: int, slowest: list[tuple[float, str]], ended: Counter[str]) -> None:
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    own, child = (resource.getrusage(who).ru_maxrss / 1024 for who in both)
    times = ", ".join(f"{seconds:.1f} s ({name})" for seconds, name in slowest)
    print(f"{number} documents of seed {seed}; slowest {times}; memory {own:.0f} MB, child {child:.0f} MB")
    print("\n".join(f"{count:6d}  {kind}" for kind, count in sorted(ended.items())), flush=True)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:3]]
    main(*given, *(1000, 0)[len(given) :])
