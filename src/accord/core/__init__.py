"""The words every room shares: codes, provenance, status, shocks, errors. Stands on numpy and pydantic alone."""
