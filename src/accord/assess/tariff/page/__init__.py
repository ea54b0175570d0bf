"""The sections of the page that a tariff fills."""
