"""Quotes that a language model proposes, and what Accord can prove of them.

Off unless a user names a server. The model is asked for words of the report alone; which economy, number or
day they mean is decided here, and what cannot be proved from the text is dropped with its reason. A measure
that only the model saw bears the doubt ``proposed`` on each of its slots, so that nothing is computed on it
until a person takes the doubt away.
"""

from accord.docket.propose.ask import Server, ask_server
from accord.docket.propose.prove import Proved, with_proposals

__all__ = ["Proved", "Server", "ask_server", "with_proposals"]
