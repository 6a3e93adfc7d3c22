"""A question and passages in, a verified answer out: no Discord and no Chroma in here."""
