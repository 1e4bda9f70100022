"""The report of a wave: gathered once as facts, drawn as a page that opens from a disk or as a PDF."""
