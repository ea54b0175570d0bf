"""Oil and gas: who buys how much from a seller, what stopping costs a buyer against a duty, what a cap does."""
