"""PDFs for tests: articles as an office program sets them, and documents written by hand that are hostile."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from io import BytesIO


def pdf(
    *paragraphs: str,
    title: str | None = None,
    author: str | None = None,
    head: str = "",
    heading: str = "",
    password: str | None = None,
    pages: int = 1,
) -> bytes:
    """A document whose paragraphs are broken into lines; on each of several pages all of them stand."""
    from reportlab.lib.pagesizes import A5
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    styles, out = getSampleStyleSheet(), BytesIO()
    story = [Paragraph(heading, styles["Title"])] if heading else []
    for number in range(pages):
        story += [PageBreak()] * (number > 0) + [Paragraph(text, styles["BodyText"]) for text in paragraphs]

    def furniture(canvas: object, document: object) -> None:
        draw = canvas.drawString  # type: ignore[attr-defined]
        draw(60, 570, head)
        draw(200, 20, f"Page {document.page} of {pages}")  # type: ignore[attr-defined]

    # 40 bits, which need no library of ciphers
    lock = StandardEncryption(password, strength=40) if password is not None else None
    made = SimpleDocTemplate(out, pagesize=A5, title=title, author=author, invariant=1, encrypt=lock)
    made.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def raw_pdf(streams: Sequence[bytes], *, flate: bool = True) -> bytes:
    """A document written by hand, a page for each stream of drawing orders."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = b" ".join(b"%d 0 R" % (3 + 2 * at) for at in range(len(streams)))
    objects.append(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(streams)))
    font = b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    for at, stream in enumerate(streams):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 600] /Resources %s /Contents %d 0 R >>"
            % (font, 4 + 2 * at)
        )
        content = zlib.compress(stream, 1) if flate else stream
        packed = b"/Filter /FlateDecode " if flate else b""
        objects.append(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (packed, len(content), content))
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", list[int]()
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out + end % (size, table, size, len(out))
