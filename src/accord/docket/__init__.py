"""The docket: reports of economic diplomacy read into who met, what was decided and what comes next.

Every item rests on words of the report.
"""

from accord.docket.documents import Document, load_documents
from accord.docket.items import Docket
from accord.docket.read import read, read_document, read_documents
from accord.docket.together import together

__all__ = ["Docket", "Document", "load_documents", "read", "read_document", "read_documents", "together"]
