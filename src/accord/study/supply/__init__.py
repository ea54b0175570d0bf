"""Supply chains: risk scores and the loss of a supplier, as one question each."""
