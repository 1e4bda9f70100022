"""A gathered report as a file: HTML or PDF."""

from groundswell.domain.report import Report
from groundswell.services.report.files import File
from groundswell.services.report.page import html_page
from groundswell.services.report.telling import document


def made(report: Report, form: str, paper: str = "a4") -> File:
    """The report as a file.

    Args:
        form: `.pdf`, else it is HTML.
        paper: Of the PDF: `a4` or `us-letter`; a browser prints the HTML on whatever paper there is.
    """
    told = document(report)
    if form == ".pdf":
        from groundswell.services.report.pdf import pdf_of

        return pdf_of(told, paper)
    return File(html_page(told).encode())
