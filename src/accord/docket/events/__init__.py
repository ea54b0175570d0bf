"""Events: what happened and is to happen, with its day, its economies, and whether it is done."""
