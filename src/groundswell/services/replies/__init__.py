"""Words that go out: drafts, the check, the crossroads, and what came of them."""
