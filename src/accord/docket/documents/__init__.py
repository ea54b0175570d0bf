"""Documents from files, folders and standard input, as text with its structure."""

from accord.docket.documents.child import Extractor
from accord.docket.documents.load import Document, decode, extract, kind_of, load_documents

__all__ = ["Document", "Extractor", "decode", "extract", "kind_of", "load_documents"]
