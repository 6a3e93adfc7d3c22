"""The ledger: one SQLite file that is the truth about articles, passages, words, vectors and answers."""
