"""Articles in, passages out: no Discord and no language model in here."""
