"""Documents from files, folders and standard input, as text with its structure."""

from accord.docket.documents.load import Document, Extractor, decode, extract, kind_of, load_documents

__all__ = ["Document", "Extractor", "decode", "extract", "kind_of", "load_documents"]
