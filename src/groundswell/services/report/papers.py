"""The papers that a PDF may be set on."""

PAPERS = {"a4": "A4", "us-letter": "Letter"}
