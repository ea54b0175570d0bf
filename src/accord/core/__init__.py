"""The words every room shares: codes, provenance, status, shocks, errors."""
