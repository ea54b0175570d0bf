"""The sections of a briefing: each `build(case)` returns a Section, or None with nothing to say."""
