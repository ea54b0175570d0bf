"""What a coalition is worth: a value function v(members), its Shapley shares, stability and invitations."""

from accord.alliance.coverage import ChainValue, Coverage, StageSupply, chain_value, coverage
from accord.alliance.games import Invitation, Standing, invitations, stability
from accord.alliance.shapley import Shares, shapley

__all__ = [
    "ChainValue",
    "Coverage",
    "Invitation",
    "Shares",
    "StageSupply",
    "Standing",
    "chain_value",
    "coverage",
    "invitations",
    "shapley",
    "stability",
]
