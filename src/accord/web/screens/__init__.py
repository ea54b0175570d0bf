"""The screens that stand over one question each: a form, an answer in sections, the same question elsewhere."""
