"""Energy: the market for crude oil by origin and buyer, civil nuclear power, and energy purchases.

Flows are ``[o, b]`` (origin, buyer) in million barrels a day, prices USD a barrel, values USD bn a year.
The room imports core, numpy and scipy; HiGHS is loaded only where a refinery programme is solved.
"""
